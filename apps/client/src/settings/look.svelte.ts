import { speak } from '../language.svelte.ts';
import { browserLanguage, type Language } from '../languages.ts';
import type { Choices, Settings } from '../settings.svelte.ts';

/** Lets the page look as chosen, now and whenever that changes: `data-theme` and `data-size` of `<html>` are read in app.css. */
export function followLook(settings: Settings): () => void {
  const { dataset } = document.documentElement;
  return $effect.root(() => {
    $effect.pre(() => {
      dataset['theme'] = settings.get('theme');
      dataset['size'] = settings.get('size');
    });
  });
}

/** Lets the page speak the chosen language; in this tab the dialog has done so already, in others it follows. */
export function followLanguage(settings: Settings): () => void {
  return $effect.root(() => {
    $effect(() => {
      // Without a network the page goes on in the language it has.
      speak(languageOf(settings.get('language'))).catch(() => undefined);
    });
  });
}

/** The language that a choice stands for. */
export function languageOf(choice: Choices['language']): Language {
  return choice === 'browser' ? browserLanguage() : choice;
}
