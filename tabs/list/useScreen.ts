// The screen as a whole: is it a phone, and which keys were pressed outside of any field. No markup.
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { CardList, PhoneBar } from './later';
import { type ScreenCommand, toScreenCommand } from './model/grid-keys';

const phone = '(max-width: 600px)';

// Asked for with the list itself, so that the first cards needn't wait for their code.
if (typeof matchMedia === 'function' && matchMedia(phone).matches) {
  for (const part of [CardList, PhoneBar]) part.preload().catch(() => undefined);
}

export function useIsPhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(phone);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(phone).matches,
  );
}

const fields =
  'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [data-editor]';

export function useScreenKeys(commands: Readonly<Record<ScreenCommand, () => void>>): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const isBusy =
        (event.target instanceof Element && event.target.closest(fields) !== null) ||
        document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null;
      const { key, ctrlKey, metaKey, altKey } = event;
      const command = toScreenCommand({ key, ctrlKey, metaKey, altKey, isBusy });
      if (!command) return;
      event.preventDefault();
      latest.current[command]();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
