// Which failures are offered another try. Knows codes only.
import type { AnyCode } from '../net/problem';

/** Glass is broken in the EHR, where a reason is kept: asking again from here would only leave another denial there. */
export function canTryAgain(code: AnyCode): boolean {
  return code !== 'record_protected';
}
