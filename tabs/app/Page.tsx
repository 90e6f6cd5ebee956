// Which page the address names. The list is the tab; the rest is loaded when it's asked for.
import { Loading } from '../ui/Loading';
import { Crash } from './Crash';
import { ConfigScreen, MyListsScreen } from './lazy-screens';
import { TeamTab } from './TeamTab';

export function Page({ path }: { readonly path: string }) {
  return <Crash>{toPage(path)}</Crash>;
}

function toPage(path: string) {
  if (path.startsWith('/config')) return <ConfigScreen meanwhile={<Loading />} />;
  if (path.startsWith('/my-lists')) return <MyListsScreen meanwhile={<Loading />} />;
  return <TeamTab />;
}
