// Many patients onto the open list: pasted, or from a list or ward of the EHR. First where they come from, then who they are; nobody
// is added before a person presses the button. A page of its own on a phone.
import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  mergeClasses,
  Tab,
  TabList,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AddedMany, AddMany } from '../../api/contract/many.schema';
import { useWords } from '../i18n/useWords';
import { useApi } from '../net/useApi';
import { useSession } from '../net/useSession';
import { createManyCalls } from './many-calls';
import { PasteStep } from './PasteStep';
import { PreviewStep } from './PreviewStep';
import { RosterStep } from './RosterStep';
import { useLookup } from './useLookup';
import { type Source, useSources } from './useSources';

const useStyles = makeStyles({
  surface: { maxWidth: '680px', padding: tokens.spacingHorizontalXXL },
  page: {
    maxWidth: 'none',
    width: '100vw',
    height: '100dvh',
    maxHeight: 'none',
    margin: 0,
    borderRadius: 0,
    padding: tokens.spacingHorizontalL,
  },
  body: { height: 'min(640px, calc(100dvh - 96px))', gridTemplateRows: 'auto 1fr', maxHeight: 'none' },
  pageBody: { height: '100%' },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    minHeight: 0,
    overflow: 'hidden',
    // Parts that scroll by themselves need room: where there is none, the whole scrolls.
    '@media (max-height: 480px)': { overflowY: 'auto', '& > *': { flexShrink: 0 } },
    gridColumnStart: 1,
    gridColumnEnd: 4,
  },
  tabs: { flexShrink: 0, marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})`, flexWrap: 'wrap' },
  big: { minHeight: '44px', minWidth: '44px' },
});

export interface AddManyProps {
  readonly isOpen: boolean;
  readonly listId: string;
  /** Pasted elsewhere, to begin with. */
  readonly pasted: string;
  readonly isPhone: boolean;
  /** Rejects with the problem; what was found stays. */
  readonly onAdd: (asked: AddMany) => Promise<AddedMany>;
  readonly onClose: () => void;
}

export function AddManyDialog({ isOpen, listId, pasted, isPhone, onAdd, onClose }: AddManyProps) {
  const styles = useStyles();
  const { t } = useWords();
  const api = useApi();
  const { address } = useSession();
  const calls = useMemo(() => createManyCalls(api, address), [api, address]);
  const { sources } = useSources(calls);
  const handle = useLookup(calls, listId);
  const [source, setSource] = useState<Source>('paste');
  const [text, setText] = useState(pasted);
  const isPreview = handle.lookup.kind !== 'idle';
  const surface = useFocusAfter(isPreview);
  return (
    // A press beside it doesn't throw away what was pasted and found.
    <Dialog
      open={isOpen}
      onOpenChange={(_event, data) => !data.open && data.type !== 'backdropClick' && onClose()}
    >
      <DialogSurface ref={surface} className={isPhone ? styles.page : styles.surface}>
        <DialogBody className={mergeClasses(styles.body, isPhone && styles.pageBody)}>
          <DialogTitle
            action={
              <Button
                appearance="subtle"
                className={mergeClasses(isPhone && styles.big)}
                icon={<DismissRegular />}
                aria-label={t('app.close')}
                onClick={onClose}
              />
            }
          >
            {t('many.title')}
          </DialogTitle>
          <DialogContent className={styles.content}>
            {!isPreview && (
              <TabList
                className={styles.tabs}
                aria-label={t('many.tabs.label')}
                selectedValue={source}
                onTabSelect={(_event, { value }) =>
                  setSource(sources.find((each) => each === value) ?? 'paste')
                }
              >
                {sources.map((each) => (
                  <Tab key={each} value={each} className={mergeClasses(isPhone && styles.big)}>
                    {t(`many.tabs.${each}`)}
                  </Tab>
                ))}
              </TabList>
            )}
            {isPreview ? (
              <PreviewStep handle={handle} isPhone={isPhone} onAdd={onAdd} onClose={onClose} />
            ) : source === 'paste' ? (
              <PasteStep text={text} onText={setText} isPhone={isPhone} onFind={handle.findMrns} />
            ) : (
              <RosterStep
                key={source}
                kind={source}
                calls={calls}
                isPhone={isPhone}
                onChoose={handle.findRoster}
              />
            )}
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** The button that led from one step to the other is gone with it: Escape and Tab are still heard here. Gives back a ref. */
function useFocusAfter(isPreview: boolean): (surface: HTMLElement | null) => void {
  const surface = useRef<HTMLElement>(null);
  const wasPreview = useRef(isPreview);
  useEffect(() => {
    if (wasPreview.current !== isPreview) surface.current?.focus();
    wasPreview.current = isPreview;
  }, [isPreview]);
  return useCallback((element) => {
    surface.current = element;
  }, []);
}
