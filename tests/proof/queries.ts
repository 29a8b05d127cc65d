/** One question a dashboard or an alert rule asks, as it is written there; variables begin with `$`. */
export interface DashboardQuery {
  query: string
  /** Which plugin's targets it is about, and so what `$target` may stand for. */
  plugin: 'net_response' | 'http_response'
}

const asked = (plugin: DashboardQuery['plugin'], queries: readonly string[]): DashboardQuery[] =>
  queries.map((query) => ({ query, plugin }))

/**
 * Every query that the dashboards and alert rules of Nightingale and Categraf make of the two plugins. Whoever has those
 * dashboards should not notice that the samples come from Portlight.
 */
export const dashboardQueries: readonly DashboardQuery[] = [
  ...asked('net_response', [
    'label_values(net_response_result_code, ident)',
    'label_values(net_response_result_code, target)',
    'max(net_response_response_time) by (target)',
    'max(net_response_response_time) by (target) * 1000',
    'max(net_response_response_time{ident=~"$ident"}) without (protocol, source)',
    'max(net_response_response_time{target="$target"})',
    'max(net_response_result_code) by (target)',
    'max(net_response_result_code{ident=~"$ident"}) without (protocol, source)',
    'max(net_response_result_code{target="$target"})',
    'net_response_response_time{target="$target"}',
    'net_response_result_code != 0',
    'net_response_result_code{target="$target"}',
  ]),
  ...asked('http_response', [
    '(http_response_cert_expire_timestamp - time())/86400 <= 7',
    '(max(http_response_cert_expire_timestamp) by (target) - time()) / 86400',
    '(max(http_response_cert_expire_timestamp{target="$target"}) - time()) / 86400',
    'http_response_dns_request{target="$target"}',
    'http_response_first_byte{target="$target"}',
    'http_response_response_code{target="$target"}',
    'http_response_result_code != 0',
    'http_response_result_code{target="$target"}',
    'http_response_tcp_connect{target="$target"}',
    'http_response_tls_handshake{target="$target"}',
    'http_response_total_cost{target="$target"}',
    'label_values(http_response_result_code, target)',
    'max(http_response_cert_expire_timestamp) by (target) - time()',
    'max(http_response_response_code) by (target)',
    'max(http_response_response_code{target="$target"})',
    'max(http_response_response_time) by (target) *1000',
    'max(http_response_response_time_ms) by (target)',
    'max(http_response_response_time_ms{target="$target"})',
    'max(http_response_result_code) by (target)',
    'max(http_response_result_code{target="$target"})',
  ]),
]
