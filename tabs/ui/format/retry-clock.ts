// "14:07": when it makes sense to try again, where that is more than a minute away; nobody counts 840 seconds.
import type { AnyProblem } from '../../net/problem';

const minute = 60_000;

/** The next whole minute, so that nobody is too early. */
export function toRetryClock(
  { retryAfterSeconds, retryAt }: Pick<AnyProblem, 'retryAfterSeconds' | 'retryAt'>,
  language: string,
): string | undefined {
  if (retryAt === undefined || retryAfterSeconds === undefined || retryAfterSeconds <= 60) return undefined;
  const format = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return format.format(Math.ceil(retryAt / minute) * minute);
}

/** Of a cell or section that couldn't be read because its server was busy. */
export function toRetry(read: {
  readonly fetched?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
}): Pick<AnyProblem, 'retryAfterSeconds' | 'retryAt'> {
  const { fetched, retryAfterSeconds } = read;
  if (fetched === undefined || retryAfterSeconds === undefined) return {};
  return { retryAfterSeconds, retryAt: Date.parse(fetched) + retryAfterSeconds * 1_000 };
}
