// The closed union of error codes that the API answers with (RFC 9457 `code`). The tab has words for each one.

export const errorCodes = [
  // who asks
  'not_signed_in',
  'token_expired',
  'token_version',
  'wrong_tenant',
  'not_found',
  'owner_only',
  'team_archived',
  'roster_unavailable',
  'app_not_permitted',
  'app_not_in_channel',
  // what was sent
  'invalid_input',
  'body_too_large',
  'unsupported_media_type',
  'rate_limited',
  'exports_used_up',
  'export_too_large',
  'precondition_required',
  'changed_meanwhile',
  'already_on_list',
  'limit_reached',
  'name_taken',
  'no_connection',
  'not_set_up',
  // the address of a link
  'link_not_a_url',
  'link_not_https',
  'link_has_extras',
  'address_not_allowed',
  'partner_not_recognised',
  'link_waits_for_approval',
  // another server
  'server_unreachable',
  'server_timeout',
  'server_error',
  'server_busy',
  'server_not_fhir',
  'server_release_unsupported',
  'server_answer_broken',
  'server_answer_too_large',
  'server_redirects',
  'server_certificate',
  'token_endpoint_differs',
  'server_changed',
  'release_changed',
  'token_refused',
  'token_answer_incomplete',
  'tenant_unknown_to_partner',
  'access_denied_by_server',
  'metadata_protected',
  'record_protected',
  'patient_not_offered',
  'patient_not_found',
  'search_too_short',
  'search_needs_more',
  'search_too_many',
  'search_refused',
  'cursor_invalid',
  // ourselves
  'store_unavailable',
  'outcome_unknown',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** RFC 9457 problem document, `application/problem+json`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly requestId?: string;
  /** Which field of the request is wrong, and the remedy in plain English. */
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  /** `changed_meanwhile`: the thing as it is now, so that the reader sees both. */
  readonly current?: unknown;
  /** `not_found`, to somebody whom the roster names but the operator keeps out. */
  readonly why?: 'guest';
  /** `search_needs_more`: which search fields the server wants as well. */
  readonly needs?: readonly string[];
  /** `search_too_many`: how many hits the server answers with at the most. Not there where nobody knows. */
  readonly max?: number;
  readonly retryAfterSeconds?: number;
}
