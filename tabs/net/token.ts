// The bearer token of one request, asked of Teams each time: it lives an hour, and Teams keeps it.
import { type TokenRequest, toSignInError } from '../host/host';
import { tellSignIn } from '../host/sign-in-need';
import { toTabProblem } from './problem';

export interface TokenDeps {
  readonly getToken: (request?: TokenRequest) => Promise<string>;
  readonly isOnline: () => boolean;
}

/** Without a network no token can be had: that is no failure of the sign-in. Throws ApiProblem. */
export async function askToken({ getToken, isOnline }: TokenDeps): Promise<string> {
  try {
    const token = await getToken();
    tellSignIn(undefined);
    return token;
  } catch (error) {
    if (!isOnline()) throw toTabProblem('offline');
    const refusal = toSignInError(error);
    tellSignIn(refusal);
    throw toTabProblem(refusal.code, refusal.message);
  }
}
