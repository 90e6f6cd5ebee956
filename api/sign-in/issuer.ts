// Where a tenant's tokens come from: Entra, or in the demo the sandbox with the same addresses below its own base.
export interface Issuer {
  /** Expected `iss` of a tenant's tokens, rebuilt from its id. */
  issuerOf(tid: string): string;
  keysOf(tid: string): string;
  tokenEndpointOf(tid: string): string;
}

export const entraBase = 'https://login.microsoftonline.com';

export function createIssuer(base: string): Issuer {
  const root = base.replace(/\/+$/, '');
  return {
    issuerOf: (tid) => `${root}/${tid}/v2.0`,
    keysOf: (tid) => `${root}/${tid}/discovery/v2.0/keys`,
    tokenEndpointOf: (tid) => `${root}/${tid}/oauth2/v2.0/token`,
  };
}
