// Around what must not be missed where it comes up, a refusal at the end of a long form for instance: it comes into view, and again
// as it grows. No fetching.
import { type ReactNode, useEffect, useRef } from 'react';

export function InView({ children }: { readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = new ResizeObserver(() => element.scrollIntoView({ block: 'nearest' }));
    measure.observe(element);
    return () => measure.disconnect();
  }, []);
  return <div ref={box}>{children}</div>;
}
