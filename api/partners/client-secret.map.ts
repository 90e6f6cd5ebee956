// How a secret is sent: in the form (client_secret_post) or in the Basic header (client_secret_basic).

export interface SecretRequest {
  readonly form: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

export function toSecretRequest(
  kind: 'client_secret_post' | 'client_secret_basic',
  clientId: string,
  secret: string,
): SecretRequest {
  return kind === 'client_secret_post'
    ? { form: { client_id: clientId, client_secret: secret }, headers: {} }
    : { form: {}, headers: { authorization: toBasic(clientId, secret) } };
}

/** RFC 6749, 2.3.1: both parts are form-encoded before they are joined. */
function toBasic(clientId: string, secret: string): string {
  const encode = (text: string) => new URLSearchParams({ x: text }).toString().slice(2);
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(secret)}`).toString('base64')}`;
}
