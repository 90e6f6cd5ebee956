// The client's own windows: "Add a tab" with the app's configuration page inside, and "copy link".
import { make, makeButton } from './dom';
import { createStage, type StageParts } from './stage';
import type { AddedTab } from './state';

function openDialog(title: string, ...content: readonly Node[]): HTMLDialogElement {
  const dialog = make('dialog', { class: 'dialog', label: title }, make('h2', {}, title), ...content);
  document.body.append(dialog);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.showModal();
  return dialog;
}

export type ConfigStage = Omit<StageParts, 'url' | 'frameContext' | 'testId' | 'on' | 'entityId'>;

/** Opens the configuration page; `onAdd` gets what the app saved. */
export function addTab(parts: ConfigStage, onAdd: (tab: AddedTab) => void): void {
  let saved: AddedTab | undefined;
  const why = make('p', { class: 'why', attributes: { role: 'alert' } });
  const save = makeButton('Save', () => stage.session.emit('settings.save', [{}]), {
    class: 'primary',
    testId: 'save-tab',
  });
  save.disabled = true;
  const stage = createStage({
    ...parts,
    entityId: '',
    url: '/config?locale={locale}&theme={theme}',
    frameContext: 'settings',
    testId: 'config-frame',
    on: {
      'settings.setValidityState': (isValid) => {
        save.disabled = isValid !== true;
      },
      'settings.setSettings': (settings) => {
        saved = toAddedTab(settings);
      },
      'settings.save.success': () => {
        dialog.close();
        if (saved !== undefined) onAdd(saved);
      },
      'settings.save.failure': (reason) => {
        why.textContent = String(reason ?? 'The app could not save.');
      },
    },
  });
  const cancel = makeButton('Cancel', () => dialog.close());
  const dialog = openDialog('Patients', stage.element, why, make('div', { class: 'actions' }, cancel, save));
  dialog.addEventListener('close', stage.session.close);
}

/** Read at the edge: the app sends what it likes. */
function toAddedTab(settings: unknown): AddedTab {
  const parts = (typeof settings === 'object' && settings !== null ? settings : {}) as Record<
    string,
    unknown
  >;
  const text = (name: string) => (typeof parts[name] === 'string' ? parts[name] : '');
  return {
    name: text('suggestedDisplayName') || 'Patients',
    contentUrl: text('contentUrl'),
    websiteUrl: text('websiteUrl'),
    entityId: text('entityId'),
  };
}

export function showLink(label: string, link: string): void {
  const field = make('input', {
    testId: 'shared-link',
    label: 'Link',
    attributes: { readonly: '', value: link },
  });
  const copy = makeButton('Copy', () => void navigator.clipboard.writeText(link), { class: 'primary' });
  const close = makeButton('Close', () => dialog.close());
  const dialog = openDialog(label, field, make('div', { class: 'actions' }, close, copy));
  field.select();
}
