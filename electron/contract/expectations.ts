import * as z from 'zod/mini'

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

/** No answer worth comparing is deeper; without a bound a value could be deeper than the stack. */
const maxDepth = 32

function isJson(value: unknown, depth = 0): value is JsonValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value)
    case 'object':
      if (value === null) return true
      return depth < maxDepth && Object.values(value).every((part) => isJson(part, depth + 1))
    default:
      return false
  }
}

/** A query into a JSON body, in the syntax of RFC 9535. Whether it can be read is for the host to say. */
export const expectJsonSchema = z.strictObject({
  path: z.string().check(z.minLength(1), z.maxLength(2000)),
  /** What every value selected must be, and there must be one; absent: that there is one is enough. */
  equals: z.optional(
    z
      .custom<JsonValue>((value) => isJson(value), `not a JSON value, or nested over ${maxDepth} deep`)
      .check(z.refine((value) => JSON.stringify(value).length <= 65_536, 'too long; compare with at most 64 KiB')),
  ),
})
export type ExpectJson = z.infer<typeof expectJsonSchema>

/** A field of the final answer: one of its lines must hold the text, or match the pattern. */
export const expectHeaderSchema = z
  .strictObject({
    name: z.string().check(z.regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,200}$/, 'not the name of a header')),
    /** A text within the value; case counts. */
    matches: z.optional(z.string().check(z.minLength(1), z.maxLength(8192))),
    /** Go RE2 syntax, unanchored. */
    regex: z.optional(z.string().check(z.minLength(1), z.maxLength(8192))),
  })
  .check(
    z.refine(({ matches, regex }) => (matches === undefined) !== (regex === undefined), {
      error: 'give either a text (matches) or a pattern (regex)',
    }),
  )
export type ExpectHeader = z.infer<typeof expectHeaderSchema>
