// The bearer token of one request, asked of Teams each time: it lives an hour, and Teams keeps it.
import { SignInError, type TokenRequest } from '../host/host';
import { toTabProblem } from './problem';

export interface TokenDeps {
  readonly getToken: (request?: TokenRequest) => Promise<string>;
  readonly isOnline: () => boolean;
}

/** Without a network no token can be had: that is no failure of the sign-in. Throws ApiProblem. */
export async function askToken({ getToken, isOnline }: TokenDeps): Promise<string> {
  try {
    return await getToken();
  } catch (error) {
    if (!isOnline()) throw toTabProblem('offline');
    const code = error instanceof SignInError ? error.code : 'sign_in_failed';
    throw toTabProblem(code, error instanceof Error ? error.message : '');
  }
}
