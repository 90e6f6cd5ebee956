// Warns before patients leave as a file, then says what became of it. Where nothing can be saved, the list can be copied as text.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Field,
  makeStyles,
  Select,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { Sort } from '../../../api/clinical/sort-rows';
import type { ExportList, ListFileFormat, ListView } from '../../../api/contract/lists.schema';
import { paths } from '../../../api/contract/paths';
import { useHost } from '../../host/useHost';
import { useWords } from '../../i18n/useWords';
import { useDownload } from '../../net/useDownload';
import { useSession } from '../../net/useSession';
import { CopyButton } from '../../ui/CopyButton';
import { Failure } from '../../ui/Failure';
import { Sentence } from '../../ui/Heading';

const formats: readonly ListFileFormat[] = ['xlsx', 'csv', 'text'];

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM },
  text: { display: 'grid', rowGap: tokens.spacingVerticalS, justifyItems: 'start' },
  button: { whiteSpace: 'nowrap' },
  area: { width: '100%', fontFamily: tokens.fontFamilyMonospace },
});

export interface ListFileDialogProps {
  readonly isOpen: boolean;
  readonly view: ListView;
  readonly sort: Sort;
  readonly onClose: () => void;
}

export function ListFileDialog({ isOpen, view, sort, onClose }: ListFileDialogProps) {
  const styles = useStyles();
  const { t, language } = useWords();
  const { isPhone } = useHost().place;
  const { address } = useSession();
  const { state, hasHanded, hand, read } = useDownload(paths.listExport(address, view.id));
  const [format, setFormat] = useState<ListFileFormat>(isPhone ? 'text' : 'xlsx');
  const toAsk = (asked: ListFileFormat): ExportList => ({
    format: asked,
    language,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    sort,
  });
  const get = (asked: ListFileFormat) => (asked === 'text' ? read(toAsk(asked)) : hand(toAsk(asked)));
  return (
    <Dialog open={isOpen} onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t(isPhone ? 'download.list.titlePhone' : 'download.list.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <Sentence>{t('download.list.text', { count: view.rows.length })}</Sentence>
            {isPhone ? (
              <Sentence>{t('download.list.phone')}</Sentence>
            ) : (
              <>
                <Sentence>{t('download.short')}</Sentence>
                <Field label={t('download.format')}>
                  <Select
                    value={format}
                    onChange={(_, { value }) => setFormat(formats.find((each) => each === value) ?? 'xlsx')}
                  >
                    {formats.map((each) => (
                      <option key={each} value={each}>
                        {t(`download.list.${each}`)}
                      </option>
                    ))}
                  </Select>
                </Field>
              </>
            )}
            {state.is === 'failed' && <Failure problem={state.problem} />}
            <div role="status">
              {state.is === 'handed' && (
                <Sentence>{t('download.list.handed', { name: state.name })}</Sentence>
              )}
            </div>
            {state.is === 'read' && <ListText text={state.text} />}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{t('app.close')}</Button>
            </DialogTrigger>
            {/* Where it failed, it may be tried again. */}
            {hasHanded && state.is !== 'read' && (
              <Button
                className={styles.button}
                disabledFocusable={state.is === 'asking'}
                onClick={() => get('text')}
              >
                {t('download.list.asText')}
              </Button>
            )}
            {!(state.is === 'read' && format === 'text') && (
              <Button
                className={styles.button}
                appearance="primary"
                disabledFocusable={state.is === 'asking'}
                onClick={() => get(format)}
              >
                {t(format === 'text' ? 'download.list.show' : 'download.get')}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** To be copied by the button, or by hand where the client forbids that. */
function ListText({ text }: { readonly text: string }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <div className={styles.text}>
      <Textarea
        readOnly
        autoFocus
        className={styles.area}
        rows={8}
        value={text}
        aria-label={t('download.list.shown')}
        onFocus={(event) => event.target.select()}
      />
      <CopyButton text={text} label={t('download.list.copy')} size="medium" />
    </div>
  );
}
