import * as z from 'zod/mini'

const series = z.object({
  metric: z.record(z.string(), z.string()),
  value: z.tuple([z.number(), z.string()]),
})
export type Series = z.infer<typeof series>

const vectorAnswer = z.object({ status: z.literal('success'), data: z.object({ result: z.array(series) }) })
const valuesAnswer = z.object({ status: z.literal('success'), data: z.array(z.string()) })

/** Asks a Prometheus at `host:port`. */
export interface PrometheusApi {
  /** An instant query that yields a vector. */
  query(promql: string): Promise<Series[]>
  labelValues(metric: string, label: string): Promise<string[]>
}

export function prometheusApi(address: string): PrometheusApi {
  const ask = async (path: string, parameters: Record<string, string>): Promise<unknown> =>
    (await fetch(`http://${address}/api/v1/${path}?${new URLSearchParams(parameters)}`)).json()
  return {
    query: async (promql) => vectorAnswer.parse(await ask('query', { query: promql })).data.result,
    labelValues: async (metric, label) =>
      valuesAnswer.parse(await ask(`label/${label}/values`, { 'match[]': metric })).data,
  }
}
