// Which page the address names. The list is the tab; the rest is loaded when it's asked for.
import { Loading } from '../ui/Loading';
import { Crash } from './Crash';
import { ConfigScreen, MyListsScreen, SessionFailure } from './lazy-screens';
import { Notices } from './Notices';
import { TeamTab } from './TeamTab';

export function Page({ path }: { readonly path: string }) {
  return <Crash>{toPage(path)}</Crash>;
}

function toPage(path: string) {
  if (path.startsWith('/config')) return <ConfigScreen meanwhile={<Loading />} />;
  if (path.startsWith('/my-lists')) return <MyLists />;
  return <TeamTab />;
}

function MyLists() {
  return (
    <MyListsScreen
      meanwhile={<Loading />}
      notices={<Notices />}
      renderFailure={(failure) => <SessionFailure meanwhile={<Loading />} {...failure} />}
    />
  );
}
