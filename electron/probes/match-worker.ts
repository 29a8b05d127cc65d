import { parentPort } from 'node:worker_threads'
import * as z from 'zod/mini'
import { doJob, matchJobSchema } from './match-job.ts'

const requestSchema = z.object({ content: z.instanceof(Uint8Array), job: matchJobSchema })

// Does the jobs that would hold up the probes, one after the other, and answers each with its verdict.
parentPort?.on('message', (message: unknown) => {
  const { content, job } = requestSchema.parse(message)
  parentPort?.postMessage(doJob(content, job), [])
})
