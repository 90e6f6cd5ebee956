// Copies a text; where the client forbids it, shows the text selected instead, so that it never dead-ends.
import {
  Button,
  type ButtonProps,
  Input,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Text,
} from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { useState } from 'react';
import { useWords } from '../i18n/useWords';

export interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for a screen reader: "Copy link of Meridian". */
  readonly label: string;
  readonly size?: ButtonProps['size'];
}

export function CopyButton({ text, label, size = 'small' }: CopyButtonProps) {
  const { t } = useWords();
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = async () => {
    try {
      // Missing in an insecure page, refused in some Teams clients: both end up in the catch.
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('refused');
    }
  };
  const button = (
    <Button
      size={size}
      appearance="subtle"
      icon={state === 'copied' ? <CheckmarkRegular /> : <CopyRegular />}
      onClick={() => void copy()}
      onBlur={() => state === 'copied' && setState('idle')}
      aria-label={label}
    >
      {state === 'copied' ? t('app.copied') : t('app.copy')}
    </Button>
  );
  return (
    <Popover open={state === 'refused'} onOpenChange={(_, { open }) => !open && setState('idle')} trapFocus>
      <PopoverTrigger disableButtonEnhancement>{button}</PopoverTrigger>
      <PopoverSurface aria-label={label}>
        <Text block>{t('app.copyByHand')}</Text>
        <Input
          readOnly
          value={text}
          aria-label={label}
          onFocus={(event) => event.target.select()}
          autoFocus
        />
      </PopoverSurface>
    </Popover>
  );
}
