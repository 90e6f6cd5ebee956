// A failure in words. What draws it is loaded with the first failure: most visits never see any.
import { lazy, Suspense } from 'react';
import type { FailureProps } from './FailureBar';

const FailureBar = lazy(async () => ({
  default: (await import(/* webpackChunkName: "failure" */ './FailureBar')).FailureBar,
}));

export function Failure(props: FailureProps) {
  return (
    <Suspense fallback={null}>
      <FailureBar {...props} />
    </Suspense>
  );
}
