// The accessibility check of a screen: WCAG 2.2 AA, in the tab's own frame. The page around it plays Teams and isn't ours.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** One line for each violation and element; an empty text means that there is none. */
export async function findViolations(page: Page, frame = 'app-frame'): Promise<string> {
  const inTab = (selector: string) => [`iframe[data-testid="${frame}"]`, selector];
  const { violations } = await new AxeBuilder({ page })
    .include(inTab('html'))
    // Fluent's guards at the ends of a menu or dialog: hidden, yet reached by Tab, to pass the focus on at once.
    .exclude(inTab('[data-tabster-dummy]'))
    // What is in order need not be told element by element.
    .options({ resultTypes: ['violations'] })
    .withTags(tags)
    .analyze();
  return violations
    .flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.html} ${node.failureSummary}`),
    )
    .join('\n');
}
