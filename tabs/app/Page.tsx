// Which page the address names. The list is the tab; the rest is loaded when it's asked for.
import { lazy, Suspense } from 'react';
import { Loading } from '../ui/Loading';
import { Crash } from './Crash';
import { TeamTab } from './TeamTab';

const ConfigScreen = lazy(async () => {
  const { ConfigScreen: screen } = await import(/* webpackChunkName: "config" */ '../config/ConfigScreen');
  return { default: screen };
});
const MyListsScreen = lazy(async () => {
  const { MyListsScreen: screen } = await import(
    /* webpackChunkName: "my-lists" */ '../my-lists/MyListsScreen'
  );
  return { default: screen };
});

export function Page({ path }: { readonly path: string }) {
  return (
    <Crash>
      <Suspense fallback={<Loading />}>{toPage(path)}</Suspense>
    </Crash>
  );
}

function toPage(path: string) {
  if (path.startsWith('/config')) return <ConfigScreen />;
  if (path.startsWith('/my-lists')) return <MyListsScreen />;
  return <TeamTab />;
}
