// Whether Teams hands out tokens, as the last request found: a sign-in may end in the middle of work, and then all of the tab's
// requests fail alike until the person confirms it.
import { useSyncExternalStore } from 'react';
import type { SignInError } from './host';

let need: SignInError | undefined;
const listeners = new Set<() => void>();

/** undefined: a token was had. */
export function tellSignIn(refusal: SignInError | undefined): void {
  if (need?.code === refusal?.code) return;
  need = refusal;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** undefined: nothing is in the way, for all that is known. */
export function useSignInNeed(): SignInError | undefined {
  return useSyncExternalStore(listen, () => need);
}
