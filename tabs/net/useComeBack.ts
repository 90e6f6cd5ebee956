// Somebody comes back to a tab that was covered, or whose sign-in had ended: what it shows is as old as that. Heard by what reads
// the session and patients.
import { useEffect } from 'react';

const listeners = new Set<() => void>();

/** Once for each coming back, after the API has let them in again. */
export function tellComeBack(): void {
  for (const listener of listeners) listener();
}

export function useComeBack(act: () => void): void {
  useEffect(() => {
    listeners.add(act);
    return () => {
      listeners.delete(act);
    };
  }, [act]);
}
