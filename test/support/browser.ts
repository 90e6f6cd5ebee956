// Finds a Chromium-like browser on this machine and opens it for a test. Knows nothing of the app.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const commands = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];
const installedAt = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
/** Nothing of the browser's own may call home or wait for a graphics card. */
const launchArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const advice =
  'No browser for the tests: install Chrome, Edge or Chromium, or set PATIENTS_BROWSER to the path of one.';

function findInPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return commands.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

/** In this order: PATIENTS_BROWSER, an installed browser, Playwright's own download. */
export function findBrowser(): string | undefined {
  const named = process.env.PATIENTS_BROWSER;
  if (named) {
    if (!existsSync(named)) throw new Error(`PATIENTS_BROWSER names ${named}, but there is no such file.`);
    return named;
  }
  const downloaded = chromium.executablePath();
  return findInPath() ?? installedAt.find(existsSync) ?? (existsSync(downloaded) ? downloaded : undefined);
}

/** Installs Debian's package where that is possible, saying so; else throws one sentence that says what to do. */
export function ensureBrowser(say: (line: string) => void): string {
  const found = findBrowser();
  if (found) return found;
  const isDebianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (!isDebianRoot) throw new Error(advice);
  say("browser: none found, installing Debian's chromium …");
  const apt = (...parts: string[]) => spawnSync('apt-get', ['-qq', '-y', ...parts], { stdio: 'ignore' });
  apt('update');
  apt('install', '--no-install-recommends', 'chromium', 'fonts-noto-cjk');
  const installed = findBrowser();
  if (!installed) throw new Error(advice);
  return installed;
}

export function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error(advice);
  return chromium.launch({ executablePath, args: launchArguments });
}
