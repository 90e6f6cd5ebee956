// Signs in with Microsoft's window, which only a press of a button may open.
import { useCallback, useState } from 'react';
import { type SignInError, toSignInError } from './host';
import { tellSignIn } from './sign-in-need';
import { useHost } from './useHost';

export interface SignIn {
  /** How the last try ended, if it did not work. */
  readonly refused: SignInError | undefined;
  readonly signIn: () => void;
  readonly forget: () => void;
}

export function useSignIn(onDone: () => void): SignIn {
  const host = useHost();
  const [refused, setRefused] = useState<SignInError>();
  const forget = useCallback(() => setRefused(undefined), []);
  const signIn = () => {
    host.getToken({ isInteractive: true }).then(
      () => {
        forget();
        tellSignIn(undefined);
        onDone();
      },
      (error: unknown) => setRefused(toSignInError(error)),
    );
  };
  return { refused, signIn, forget };
}
