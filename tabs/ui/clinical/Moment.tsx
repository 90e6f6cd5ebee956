// A time in words that shows, on hover, the whole instant with its offset.
import type { ReactNode } from 'react';
import type { FhirTime } from '../../../api/contract/values';
import { useClinicalWords } from './useClinicalWords';

export function Moment({
  time,
  children,
}: {
  readonly time: FhirTime | undefined;
  readonly children: ReactNode;
}) {
  const say = useClinicalWords();
  const exact = time && say.exact(time);
  return exact ? <span title={exact}>{children}</span> : children;
}
