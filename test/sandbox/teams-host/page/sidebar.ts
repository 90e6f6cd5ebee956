// The client's frame around the tab: strip with the switches, rail, teams and channels, row of tabs.

import type { DemoPerson } from '../../teams/people';
import { make, makeButton, makeSelect } from './dom';
import { refusals } from './sign-in';
import {
  type AddedTab,
  isMember,
  locales,
  type Place,
  themes,
  toPlaces,
  type View,
  type World,
} from './state';

export type Go = (change: Partial<View>) => void;

export function makeStrip(world: World, view: View, go: Go): HTMLElement {
  const people = world.people.map(({ key, name, about }) => ({ value: key, text: `${name}: ${about}` }));
  const themeNames = themes.map((theme) => ({ value: theme, text: theme }));
  const signIns = [
    { value: '', text: 'works' },
    ...Object.entries(refusals).map(([value, { text }]) => ({ value, text })),
  ];
  const widths = [
    { value: 'desktop', text: 'Desktop' },
    { value: 'phone', text: 'Phone, 390 px' },
  ];
  return make(
    'header',
    { class: 'strip', label: 'Sandbox' },
    make('span', { class: 'sandbox-mark' }, 'Sandbox: made-up people and patients'),
    makeSelect('Person', 'person', people, view.person, (person) => go({ person, subPage: '' })),
    makeSelect('Theme', 'theme', themeNames, view.theme, (theme) => go({ theme })),
    makeSelect('Language', 'language', locales, view.locale, (locale) => go({ locale })),
    makeSelect('Width', 'width', widths, view.isPhone ? 'phone' : 'desktop', (width) =>
      go({ isPhone: width === 'phone' }),
    ),
    makeSelect('Sign-in', 'sign-in', signIns, view.signIn, (signIn) => go({ signIn })),
    makeButton('Full screen', () => go({ isFull: true }), { testId: 'full-screen' }),
  );
}

export function makeRail(view: View, go: Go): HTMLElement {
  const item = (text: string, testId: string, isOn: boolean, onClick: () => void) =>
    makeButton(text, onClick, {
      testId,
      class: isOn ? 'rail-item on' : 'rail-item',
      attributes: { 'aria-pressed': String(isOn) },
    });
  return make(
    'nav',
    { class: 'rail', label: 'Apps' },
    item('Teams', 'teams-app', !view.isPersonal, () => go({ isPersonal: false })),
    item('Patients', 'personal-app', view.isPersonal, () => go({ isPersonal: true })),
  );
}

export function makeTeams(world: World, person: DemoPerson, chosen: Place, go: Go): HTMLElement {
  const places = toPlaces(world);
  const mine = places.filter((place) => isMember(person, place));
  const others = places.filter((place) => !isMember(person, place));
  return make(
    'nav',
    { class: 'teams', label: 'Teams and channels' },
    make('h1', {}, 'Teams'),
    ...makeGroup(mine, chosen, go),
    others.length > 0 &&
      make(
        'p',
        { class: 'aside' },
        `Hidden from ${person.name} in Teams; open one to see what a stranger gets:`,
      ),
    ...makeGroup(others, chosen, go),
  );
}

function makeGroup(places: readonly Place[], chosen: Place, go: Go): HTMLElement[] {
  const teams = [...new Set(places.map(({ team }) => team))];
  return teams.map((team) => {
    const channels = places.filter((place) => place.team === team);
    const items = channels.map(({ channel }) => {
      const isOn = channel.id === chosen.channel.id;
      return makeButton(
        channel.kind === 'standard' ? channel.name : `${channel.name} (${channel.kind})`,
        () => go({ channel: channel.id, tab: 0, subPage: '', isPersonal: false }),
        {
          class: isOn ? 'channel on' : 'channel',
          testId: `channel ${team.name} ${channel.name}`,
          attributes: isOn ? { 'aria-current': 'page' } : {},
        },
      );
    });
    return make('section', { label: team.name }, make('h2', {}, team.name), ...items);
  });
}

export interface TabRowParts {
  readonly place: Place;
  readonly tabs: readonly AddedTab[];
  readonly tab: number;
  readonly go: Go;
  readonly onAdd: () => void;
  readonly onRemove: () => void;
}

export function makeTabRow({ place, tabs, tab, go, onAdd, onRemove }: TabRowParts): HTMLElement {
  const item = (text: string, at: number) =>
    makeButton(text, () => go({ tab: at, subPage: '' }), {
      class: at === tab ? 'tab on' : 'tab',
      testId: `tab ${text}`,
      attributes: at === tab ? { 'aria-current': 'page' } : {},
    });
  return make(
    'div',
    { class: 'tab-row' },
    make('strong', {}, place.channel.name),
    item('Posts', -1),
    ...tabs.map(({ name }, at) => item(name, at)),
    makeButton('+', onAdd, { class: 'tab add', testId: 'add-tab', label: 'Add a tab' }),
    make('span', { class: 'grow' }),
    tabs[tab] !== undefined && makeButton('Remove tab', onRemove, { class: 'quiet', testId: 'remove-tab' }),
  );
}
