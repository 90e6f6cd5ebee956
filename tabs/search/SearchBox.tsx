// Search to add: one box that understands a name, an MRN or a birth date. What it finds is drawn, and chosen, in SearchPopup.
import { Input, makeStyles } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../i18n/useWords';
import { SearchPopup } from './later';

const useStyles = makeStyles({
  root: { position: 'relative', width: '100%' },
  input: { width: '100%' },
  big: { minHeight: '44px' },
});

export interface SearchBoxProps {
  readonly connectionId: string;
  readonly onList: ReadonlySet<string>;
  readonly onAdd: (patientId: string) => Promise<void>;
  readonly onMany: (pasted: string) => void;
  readonly focusKey: number;
  readonly onLeave: () => void;
  readonly isPhone: boolean;
}

export function SearchBox(props: SearchBoxProps) {
  const { connectionId, onList, onAdd, onMany, focusKey, onLeave, isPhone } = props;
  const styles = useStyles();
  const { t } = useWords();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const keys = useRef<(key: string) => boolean>(undefined);
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);

  const heard = useRef(0);
  useEffect(() => {
    if (focusKey > heard.current || isPhone) input.current?.focus();
    heard.current = focusKey;
  }, [focusKey, isPhone]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') leave();
    else if (!keys.current?.(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const leave = () => {
    if (isOpen && text !== '') setOpen(false);
    else onLeave();
  };
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  };
  const onFocus = () => {
    setOpen(true);
    SearchPopup.preload().catch(() => undefined);
  };
  const isShown = isOpen && text.trim() !== '';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: notices when the focus leaves the box and its results.
    <div className={styles.root} onBlur={onBlur} onFocus={onFocus}>
      <Input
        className={isPhone ? `${styles.input} ${styles.big}` : styles.input}
        contentBefore={<SearchRegular />}
        value={text}
        placeholder={t('search.placeholder')}
        input={{
          ref: input,
          role: 'combobox',
          'aria-label': t('search.label'),
          'aria-expanded': isShown,
          'aria-controls': `${id}-hits`,
          'aria-autocomplete': 'list',
          'aria-activedescendant': isShown && active >= 0 ? `${id}-${active}` : undefined,
          autoComplete: 'off',
          spellCheck: false,
        }}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text').trim();
          // The box would join the lines of a column to one.
          if (!/[\n\t]/.test(pasted)) return;
          event.preventDefault();
          onMany(pasted);
        }}
        onChange={(_event, data) => {
          setText(data.value);
          setActive(-1);
          setOpen(true);
        }}
      />
      {text !== '' && (
        <SearchPopup
          // With another EHR the same ids are other people: it is searched anew.
          key={connectionId}
          id={id}
          text={text}
          isShown={isShown}
          keys={keys}
          active={active}
          onActive={setActive}
          onList={onList}
          onAdd={onAdd}
          onMany={() => onMany('')}
          isPhone={isPhone}
          onBack={() => input.current?.focus()}
          onGiveUp={() => setText('')}
        />
      )}
    </div>
  );
}
