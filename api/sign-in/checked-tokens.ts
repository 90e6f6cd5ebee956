// Tokens that were found good within the last minute, so that one who clicks ten times is checked once. Keeps hashes, no tokens.
import { createHash } from 'node:crypto';
import type { Principal } from './scope';

const keptMs = 60_000;
const mostKept = 10_000;

export interface CheckedTokens {
  find(token: string): Principal | undefined;
  /** `exp`: end of the token in seconds; it is not kept beyond. Answers the principal. */
  keep(token: string, principal: Principal, exp: number): Principal;
}

export function createCheckedTokens(now: () => number): CheckedTokens {
  const kept = new Map<string, { readonly principal: Principal; readonly until: number }>();
  return {
    find(token) {
      const found = kept.get(toKey(token));
      return found && found.until > now() ? found.principal : undefined;
    },
    keep(token, principal, exp) {
      const oldest = kept.size >= mostKept ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      kept.set(toKey(token), { principal, until: Math.min(now() + keptMs, exp * 1000) });
      return principal;
    },
  };
}

function toKey(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
