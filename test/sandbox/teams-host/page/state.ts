// What the host page knows: who looks at what, how, and which tabs were added. The address carries the view, the browser the tabs.
import type { DemoChannel, DemoPerson, DemoTeam } from '../../teams/people';

export interface World {
  readonly people: readonly DemoPerson[];
  readonly teams: readonly DemoTeam[];
}
export interface AddedTab {
  readonly name: string;
  readonly contentUrl: string;
  readonly websiteUrl: string;
  readonly entityId: string;
}
export interface View {
  readonly person: string;
  readonly theme: string;
  readonly locale: string;
  readonly isPhone: boolean;
  readonly isFull: boolean;
  readonly isPersonal: boolean;
  readonly channel: string;
  /** Place in the channel's row of tabs; -1 is "Posts". */
  readonly tab: number;
  readonly subPage: string;
  /** How sign-in goes wrong, if it does; see sign-in.ts. */
  readonly signIn: string;
}
export interface Place {
  readonly team: DemoTeam;
  readonly channel: DemoChannel;
}

export const themes = ['default', 'dark', 'contrast', 'glass'] as const;
export const locales = [
  { value: 'en-us', text: 'English (US)' },
  { value: 'en-gb', text: 'English (UK)' },
  { value: 'ja-jp', text: '日本語' },
  { value: 'zh-tw', text: '繁體中文' },
] as const;

/** `?person=chen&theme=dark&locale=ja-jp&phone=1&full=1&personal=1&channel=…&tab=0&sub=…&sign-in=no-consent` */
export function readView(search: string): View {
  const query = new URLSearchParams(search);
  return {
    person: query.get('person') ?? 'olivia',
    theme: query.get('theme') ?? 'default',
    locale: query.get('locale') ?? 'en-us',
    isPhone: query.get('phone') === '1',
    isFull: query.get('full') === '1',
    isPersonal: query.get('personal') === '1',
    channel: query.get('channel') ?? '',
    tab: Number(query.get('tab') ?? 0),
    subPage: query.get('sub') ?? '',
    signIn: query.get('sign-in') ?? '',
  };
}

export function toSearch(view: View): string {
  const query = new URLSearchParams({ person: view.person, theme: view.theme, locale: view.locale });
  if (view.isPhone) query.set('phone', '1');
  if (view.isFull) query.set('full', '1');
  if (view.isPersonal) query.set('personal', '1');
  if (view.channel !== '') query.set('channel', view.channel);
  if (view.tab !== 0) query.set('tab', String(view.tab));
  if (view.subPage !== '') query.set('sub', view.subPage);
  if (view.signIn !== '') query.set('sign-in', view.signIn);
  return `?${query}`;
}

export function getPerson(world: World, view: View): DemoPerson {
  const found = world.people.find(({ key }) => key === view.person) ?? world.people[0];
  if (found === undefined) throw new Error('The sandbox has no people.');
  return found;
}

export function isMember(person: DemoPerson, { team, channel }: Place): boolean {
  const members = channel.kind === 'standard' ? team.members : (channel.members ?? []);
  return members.some(({ oid }) => oid === person.oid);
}

export function toPlaces(world: World): readonly Place[] {
  return world.teams.flatMap((team) => team.channels.map((channel) => ({ team, channel })));
}

/** The channel of the address, else the first one that the person may see, else the first of all. */
export function getPlace(world: World, view: View): Place {
  const places = toPlaces(world);
  const person = getPerson(world, view);
  const place =
    places.find(({ channel }) => channel.id === view.channel) ??
    places.find((one) => isMember(person, one)) ??
    places[0];
  if (place === undefined) throw new Error('The sandbox has no teams.');
  return place;
}

const keyOf = (channelId: string) => `sandbox-teams-tabs ${channelId}`;

export function readTabs(channelId: string): readonly AddedTab[] {
  const text = localStorage.getItem(keyOf(channelId));
  return text === null ? [] : (JSON.parse(text) as AddedTab[]);
}

export function writeTabs(channelId: string, tabs: readonly AddedTab[]): void {
  localStorage.setItem(keyOf(channelId), JSON.stringify(tabs));
}
