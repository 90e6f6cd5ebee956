// The turning wheel of Fluent, apart, since most visits never wait long enough to see it.
import { Spinner } from '@fluentui/react-components';

export function Wheel({ label }: { readonly label: string }) {
  return <Spinner size="medium" aria-label={label} />;
}
