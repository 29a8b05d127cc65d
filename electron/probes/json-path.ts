import { type FilterFunction, FunctionExpressionType, JSONPathEnvironment, type JSONPathQuery } from 'json-p3'
import { findsPattern } from './pattern.ts'

/** Where a pattern stands in for the whole of a text, or for a part of it. */
function regexFunction(around: (pattern: string) => string): FilterFunction {
  return {
    argTypes: [FunctionExpressionType.ValueType, FunctionExpressionType.ValueType],
    returnType: FunctionExpressionType.LogicalType,
    call: (value: unknown, pattern: unknown) =>
      typeof value === 'string' &&
      typeof pattern === 'string' &&
      findsPattern(Buffer.from(value), around(withoutLineBreaks(pattern))) === true,
  }
}

/** A dot is any character but a line break (RFC 9485, section 4), of which RE2 knows one only. */
function withoutLineBreaks(pattern: string): string {
  return pattern.replaceAll(/\\[^]|\[(?:\\[^]|[^\]\\])*\]|\./g, (part) => (part === '.' ? '[^\\n\\r]' : part))
}

// Recursive descent takes a stack frame or two for each level.
const environment = new JSONPathEnvironment({ maxRecursionDepth: 200 })
// The library's own use RegExp, which a pattern can keep busy for ever.
environment.functionRegister.set(
  'match',
  regexFunction((pattern) => `\\A(?:${pattern})\\z`),
)
environment.functionRegister.set(
  'search',
  regexFunction((pattern) => pattern),
)

/** What is wrong with a JSONPath query (RFC 9535), in words for a person, or null. */
export function jsonPathFault(path: string): string | null {
  try {
    environment.compile(path)
    return null
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it cannot be read'
    return `${JSON.stringify(path.slice(0, 80))} is not a JSONPath query, such as $.status: ${why}`
  }
}

/** A query that can be asked; null when it is not one. */
export function compileJsonPath(path: string): JSONPathQuery | null {
  try {
    return environment.compile(path)
  } catch {
    return null
  }
}
