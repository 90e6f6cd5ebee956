// How much JavaScript the list screen asks for, as gzip sends it, seen from a browser that opens it for the first time.
import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';
import { enter } from '../e2e/actor';
import { openBrowser } from '../support/browser';
import type { Result } from './report';

const goalKilobytes = 170;

/** Scripts of the tab's frame; those of the page around it play Teams and aren't ours. */
async function weigh(response: Response): Promise<number> {
  return gzipSync(await response.body(), { level: 9 }).length;
}

/** `origin` serves the Teams page as well; the first team that its owner sees must have a list with patients. */
export async function measureFirstLoad(origin: string): Promise<Result> {
  const browser = await openBrowser();
  try {
    const scripts: Promise<number>[] = [];
    const { tab } = await enter(browser, origin, {}, (page) => {
      page.on('response', (response) => {
        const isTabs = response.frame() !== page.mainFrame();
        if (isTabs && response.request().resourceType() === 'script') scripts.push(weigh(response));
      });
    });
    // What the tab fetches later, for bad weather or the next click, isn't needed for the list.
    await tab.locator('[role="grid"][aria-busy="false"]').waitFor();
    const weighed = await Promise.all(scripts);
    const kilobytes = weighed.reduce((sum, bytes) => sum + bytes, 0) / 1000;
    return {
      id: 'first-load',
      ratio: kilobytes,
      goal: { most: goalKilobytes },
      detail: `kB gzip in ${weighed.length} files`,
    };
  } finally {
    await browser.close();
  }
}
