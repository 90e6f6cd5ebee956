// Plays the Teams client around the tab: draws itself from the view in the address, and draws again when that changes.
import { addTab, showLink } from './dialogs';
import { make, makeButton } from './dom';
import { makeRail, makeStrip, makeTabRow, makeTeams } from './sidebar';
import { createStage, type Stage } from './stage';
import {
  type AddedTab,
  getPerson,
  getPlace,
  readTabs,
  readView,
  toSearch,
  type View,
  type World,
  writeTabs,
} from './state';

const world = (await (await fetch('/teams/world')).json()) as World;
let view = readView(location.search);
let stage: Stage | undefined;

/** In Teams both change while the tab is open. */
const heardInPlace: ReadonlySet<string> = new Set<keyof View>(['theme', 'signIn']);

function go(change: Partial<View>): void {
  const before = view;
  view = { ...view, ...change };
  history.replaceState(null, '', toSearch(view));
  const isInPlace = Object.keys(change).every((key) => heardInPlace.has(key));
  if (!isInPlace) draw();
  if (!isInPlace || before.theme === view.theme) return;
  document.documentElement.dataset.theme = view.theme;
  stage?.session.emit('themeChange', [view.theme]);
}

function draw(): void {
  stage?.session.close();
  stage = undefined;
  document.documentElement.dataset.theme = view.theme;
  document.documentElement.lang = 'en';
  const person = getPerson(world, view);
  const place = getPlace(world, view);
  const main = make('main', { class: 'main' }, ...drawMain());
  const frame = [makeRail(view, go), !view.isPersonal && makeTeams(world, person, place, go), main];
  const leave = makeButton('Leave full screen', () => go({ isFull: false }), {
    class: 'leave',
    testId: 'leave-full-screen',
  });
  document.body.className = [view.isPhone && 'phone', view.isFull && 'full'].filter(Boolean).join(' ');
  document.body.replaceChildren(
    ...(view.isFull
      ? [main, leave]
      : [makeStrip(world, view, go), make('div', { class: 'client' }, ...frame)]),
  );
}

function drawMain(): (Node | false)[] {
  const person = getPerson(world, view);
  if (view.isPersonal) {
    stage = createStage({
      view,
      person,
      place: undefined,
      entityId: 'my-lists',
      url: '/my-lists?locale={locale}&theme={theme}',
      frameContext: 'content',
      testId: 'app-frame',
      getSignIn: () => view.signIn,
      on: appCalls,
    });
    return [
      !view.isFull &&
        make(
          'div',
          { class: 'tab-row' },
          make('strong', {}, 'Patients'),
          make('span', { class: 'tab on' }, 'My lists'),
        ),
      stage.element,
    ];
  }
  const place = getPlace(world, view);
  const tabs = readTabs(place.channel.id);
  const tab = tabs[view.tab];
  const keep = (next: readonly AddedTab[], at: number) => {
    writeTabs(place.channel.id, next);
    go({ channel: place.channel.id, tab: at, subPage: '' });
  };
  const row = makeTabRow({
    place,
    tabs,
    tab: tab === undefined ? -1 : view.tab,
    go,
    onAdd: () =>
      addTab({ view, person, place, getSignIn: () => view.signIn }, (added) =>
        keep([...tabs, added], tabs.length),
      ),
    onRemove: () =>
      keep(
        tabs.filter((one) => one !== tab),
        -1,
      ),
  });
  if (tab === undefined) return [row, makePosts(tabs.length === 0)];
  stage = createStage({
    view,
    person,
    place,
    entityId: tab.entityId,
    url: tab.contentUrl,
    frameContext: 'content',
    testId: 'app-frame',
    getSignIn: () => view.signIn,
    on: appCalls,
  });
  return [!view.isFull && row, stage.element];
}

function makePosts(isBare: boolean): HTMLElement {
  const text = isBare
    ? 'This channel has no tabs yet. Press + above to add Patients.'
    : 'Nothing was posted here.';
  return make('div', { class: 'posts' }, make('p', {}, text));
}

const appCalls = {
  shareDeepLink: (subPage: unknown, label: unknown) => {
    const link = new URL(
      `/teams${toSearch({ ...view, channel: getPlace(world, view).channel.id, subPage: String(subPage) })}`,
      location.origin,
    );
    showLink(String(label), link.href);
  },
  'pages.navigateToApp': (target: unknown) => {
    const { channelId = '', subPageId = '' } = (target ?? {}) as { channelId?: string; subPageId?: string };
    go({ isPersonal: false, channel: channelId, tab: 0, subPage: subPageId });
  },
};

draw();
