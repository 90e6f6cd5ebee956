// Who hides the page behind a dialog from screen readers (tabster) is there as long as something on the page needs it, and shows
// the page again a moment after the dialog went. Between two screens nothing needs it: it would go first, and the page stay hidden
// for ever. This needs it always. Loaded with the first dialog or menu, since the list does without.
import { useFocusFinders } from '@fluentui/react-components';

export function DialogsKept() {
  useFocusFinders();
  return null;
}
