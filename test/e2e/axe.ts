// The accessibility check of a screen: WCAG 2.2 AA, inside the tab's own frame. The page around it plays Teams and isn't ours.
import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** Fluent's guards at the ends of a menu or dialog: hidden, yet reached by Tab, to pass the focus on at once. */
const context = { exclude: ['[data-tabster-dummy]'] };
const options: axe.RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  // What is in order need not be told element by element.
  resultTypes: ['violations'],
};

/**
 * A colour on its way to another theme is none that anybody reads. What turns for ever, as a spinner does, isn't waited for; nor is
 * the clock of a toast, an animation as well, at whose end the toast is gone and wouldn't be looked at.
 */
const settle = `Promise.allSettled(document.getAnimations()
  .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity && !effect?.target?.hasAttribute('data-timer-status'))
  .map((one) => one.finished))`;

/** One line for each violation and element; an empty text means that there is none. */
export async function findViolations(page: Page, frame = 'app-frame'): Promise<string> {
  const element = await page.getByTestId(frame).elementHandle();
  const tab = await element?.contentFrame();
  if (!tab) throw new Error(`no frame ${frame}`);
  return findViolationsIn(tab);
}

/** Sent into a page once and run where it looks: a fifth of the time that @axe-core/playwright takes from outside. */
export async function findViolationsIn(frame: Frame): Promise<string> {
  if (!(await frame.evaluate<boolean>('"axe" in window'))) await frame.evaluate(axe.source);
  await frame.evaluate(settle);
  const run = `axe.run(${JSON.stringify(context)}, ${JSON.stringify(options)})`;
  const { violations } = await frame.evaluate<axe.AxeResults>(run);
  return violations
    .flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.html} ${node.failureSummary}`),
    )
    .join('\n');
}
