// How screens are looked at: in three themes and on a phone, no accessibility violation and nothing to scroll sideways.
import { expect, it } from 'vitest';
import type { Actor, Look } from './actor';
import { findViolations } from './axe';
import type { Stage } from './stage';

/** Leads to a screen from where the step before it ended. */
type Step = (actor: Actor, look: Look) => Promise<void>;

export interface Visit {
  /** Who enters, and where. */
  readonly look: Look;
  /** Its screens are reached by mouse or keyboard only. */
  readonly isDeskOnly?: boolean;
  /** The screens that one comes past, in this order. */
  readonly steps: Readonly<Record<string, Step>>;
  /** What comes after them on a desk, and isn't there on a phone. */
  readonly deskSteps?: Readonly<Record<string, Step>>;
}

export async function openMore(
  actor: Actor,
  key:
    | 'addMany'
    | 'audit'
    | 'columns.open'
    | 'download'
    | 'keys.open'
    | 'refresh'
    | 'removedDrawer.open'
    | 'settings',
): Promise<void> {
  await actor.button('list.more').click();
  await actor.menuItem(`list.${key}`).click();
}

export const isFilled = (actor: Actor) => actor.tab.locator('[aria-busy="false"]').first().waitFor();

/** The dialog, menu or drawer in front goes, and gives the way free to what is behind it. */
export async function leave(actor: Actor, role: 'dialog' | 'alertdialog' | 'menu'): Promise<void> {
  await actor.page.keyboard.press('Escape');
  await actor.tab.getByRole(role).waitFor({ state: 'detached' });
}

/** In the row; on a phone on the card. */
export const pressPatient = (actor: Actor, look: Look, name: string) =>
  look.isPhone ? actor.tab.getByRole('button', { name }).click() : actor.cell(name, 'patient').click();

export async function openPatient(actor: Actor, look: Look, name: string): Promise<void> {
  await pressPatient(actor, look, name);
  await actor.tab.getByRole('complementary').waitFor();
}

async function expectNothingSideways(actor: Actor, screen: string): Promise<void> {
  const [content = 0, room = 0] = await actor.tab
    .locator('html')
    .evaluate((html) => [html.scrollWidth, html.clientWidth]);
  expect(content, screen).toBeLessThanOrEqual(room);
}

async function walk(
  stage: Stage,
  look: Look,
  steps: Visit['steps'],
  check: (actor: Actor, screen: string) => Promise<void>,
): Promise<void> {
  const actor = await stage.enter(look);
  for (const [screen, go] of Object.entries(steps)) {
    await go(actor, look);
    await check(actor, screen);
    await expectNothingSideways(actor, screen);
  }
  await actor.close();
}

/** For a visit of ten screens on a machine that is busy with other things. */
const longestMs = 180_000;

/** Declares the tests of these visits. */
export function lookAt(visits: Readonly<Record<string, Visit>>, getStage: () => Stage): void {
  const all = Object.entries(visits);
  const inThemes = async (actor: Actor, screen: string) => {
    for (const theme of ['default', 'dark', 'contrast'] as const) {
      await actor.turnTo(theme);
      expect(await findViolations(actor.page), `${screen}, ${theme}`).toBe('');
    }
  };
  const asItIs = async (actor: Actor, screen: string) =>
    expect(await findViolations(actor.page), screen).toBe('');

  it.each(all)(
    '%s: no violation in three themes',
    (_visit, visit) => walk(getStage(), visit.look, { ...visit.steps, ...visit.deskSteps }, inThemes),
    longestMs,
  );

  it.each(all.filter(([, { isDeskOnly }]) => !isDeskOnly))(
    '%s at 390 px: no violation',
    (_visit, visit) => walk(getStage(), { ...visit.look, isPhone: true }, visit.steps, asItIs),
    longestMs,
  );
}
