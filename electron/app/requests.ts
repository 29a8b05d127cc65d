import type * as z from 'zod/mini'
import type { RequestChannel } from '../contract/channels.ts'
import {
  type Answer,
  contract,
  type FailureCode,
  plainRequests,
  type RequestOf,
  type ResponseOf,
} from '../contract/schemas.ts'
import { describeIssues } from '../contract/validation.ts'

/** What answers each channel. It gets a request that was checked, and may answer at once or later. */
export type Handlers = {
  [C in RequestChannel]: (request: RequestOf<C>) => Answer<ResponseOf<C>> | Promise<Answer<ResponseOf<C>>>
}

/** Answers a request as it came over the border, whatever it holds. It never rejects. */
export type Handle = (channel: string, payload: unknown) => Promise<Answer<unknown>>

// The same objects, typed so that a generic channel keeps its own request and response type.
const schemas: {
  [C in RequestChannel]: {
    request: z.ZodMiniType<RequestOf<C>>
    response: z.ZodMiniType<ResponseOf<C>>
  }
} = contract

/**
 * Rows are picked field by field (views.ts), in the snapshot as in the deltas, which nobody parses either: to do it for a
 * thousand at once holds every probe up for 15 ms.
 */
const madeHere: ReadonlySet<RequestChannel> = new Set<RequestChannel>(['snapshot:get'])

const failed = (code: FailureCode, message: string): Answer<never> => ({ ok: false, code, message })

function isChannel(channel: string): channel is RequestChannel {
  return Object.hasOwn(contract, channel)
}

/** Stands between the border and the handlers: requests and answers alike hold what the contract says, and no more. */
export function createHandle(handlers: Handlers, onError: (channel: string, error: unknown) => void): Handle {
  async function answer<C extends RequestChannel>(channel: C, payload: unknown): Promise<Answer<ResponseOf<C>>> {
    const request = schemas[channel].request.safeParse(payload)
    if (!request.success) {
      if (plainRequests.has(channel)) {
        return failed('invalid-request', describeIssues(request.error, payload).join('; '))
      }
      // Places only: a value may be a line with a password in it.
      const places = request.error.issues.map(({ path }) => path.join('.') || 'the request')
      return failed('invalid-request', `${channel} does not accept ${[...new Set(places)].join(', ')}`)
    }
    const given = await handlers[channel](request.data)
    if (!given.ok || madeHere.has(channel)) return given
    return { ok: true, value: schemas[channel].response.parse(given.value) }
  }

  return async (channel, payload) => {
    if (!isChannel(channel)) return failed('invalid-request', 'there is no such request')
    try {
      return await answer(channel, payload)
    } catch (error) {
      onError(channel, error)
      return failed('internal', 'Portlight failed inside; its log says more')
    }
  }
}
