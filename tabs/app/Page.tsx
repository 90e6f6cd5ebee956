// Which page the address names. The list is the tab; the rest is loaded when it's asked for.
import { Suspense } from 'react';
import { Loading } from '../ui/Loading';
import { Crash } from './Crash';
import { ConfigScreen, MyListsScreen } from './lazy-screens';
import { MoreWords } from './MoreWords';
import { TeamTab } from './TeamTab';

export function Page({ path }: { readonly path: string }) {
  return (
    <Crash>
      <Suspense fallback={<Loading />}>{toPage(path)}</Suspense>
    </Crash>
  );
}

function toPage(path: string) {
  if (path.startsWith('/config'))
    return (
      <MoreWords>
        <ConfigScreen />
      </MoreWords>
    );
  if (path.startsWith('/my-lists'))
    return (
      <MoreWords>
        <MyListsScreen />
      </MoreWords>
    );
  return <TeamTab />;
}
