// What the tab wants from the client around it. Teams (teams-host.ts) and a plain browser (browser-host.ts) give it.
// Everything in `place` is a hint that can be forged: the API decides by the token and its own roster.

import type { SignInCode } from './sign-in-failure';

export type ThemeName = 'default' | 'dark' | 'contrast';

export interface Place {
  /** Team that owns the data: a private or shared channel's owner group, else the team's group. */
  readonly teamId: string | undefined;
  readonly channelId: string | undefined;
  readonly channelName: string | undefined;
  readonly teamName: string | undefined;
  /** Id of this tab, chosen when it was added. */
  readonly pageId: string | undefined;
  /** What a deep link points at; see deep-link.ts. */
  readonly subPageId: string | undefined;
  readonly isPhone: boolean;
}

/** Of every channel tab, so that a link needs to know no more than the channel. */
export const channelPageId = 'patients';

export interface TokenRequest {
  /** May the client show a sign-in or consent window? Only after the person pressed a button. */
  readonly isInteractive?: boolean;
}

export interface TabSettings {
  readonly name: string;
  readonly pageId: string;
  readonly contentUrl: string;
  readonly websiteUrl: string;
}

export interface Host {
  readonly place: Place;
  readonly theme: ThemeName;
  readonly locale: string;
  /** Asked for each request; the client around us caches. Kept in memory only. Rejects with SignInError. */
  readonly getToken: (request?: TokenRequest) => Promise<string>;
  readonly onTheme: (listener: (theme: ThemeName) => void) => () => void;
  /** The first screen stands: the client's loading picture goes away. */
  readonly notifyReady: () => void;
  readonly canShareLink: boolean;
  /** Opens the client's own "copy link" box. The label must not name a patient. */
  readonly shareLink: (link: { readonly subPageId: string; readonly label: string }) => void;
  readonly canOpenChannelTab: boolean;
  /** From the personal app to the tab in a channel; every channel's tab has the same page id. */
  readonly openChannelTab: (link: { readonly channelId: string; readonly subPageId: string }) => void;
  /** Configuration page only: what to save when the person presses the client's Save. */
  readonly onSaveTab: (settings: () => TabSettings) => void;
  readonly setCanSave: (canSave: boolean) => void;
}

export class SignInError extends Error {
  readonly code: SignInCode;

  constructor(code: SignInCode, message: string) {
    super(message);
    this.name = 'SignInError';
    this.code = code;
  }
}

/** Whatever else went wrong while a token was asked for is a sign-in that didn't work. */
export function toSignInError(error: unknown): SignInError {
  if (error instanceof SignInError) return error;
  return new SignInError('sign_in_failed', error instanceof Error ? error.message : '');
}

/** Not inside Teams: no parent window, or nobody answered. */
export class NoHostError extends Error {}

/** Glass is a light look; anything that we don't know is light too. */
export function toThemeName(theme: string | undefined): ThemeName {
  return theme === 'dark' || theme === 'contrast' ? theme : 'default';
}
