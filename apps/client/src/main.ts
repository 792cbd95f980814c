import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { claimProducer } from './producer.ts';
import { startServiceWorker } from './service-worker.ts';
import { followLanguage, followLook, languageOf } from './settings/look.svelte.ts';
import { Settings } from './settings.svelte.ts';
import { speak } from './language.svelte.ts';

// Not with an `await` of the module itself: the words of a language import from it, and each would wait for the other.
async function start(): Promise<void> {
  const target = document.querySelector('#app');
  if (!target) throw new Error('index.html has no element with the id app');
  const settings = new Settings();
  followLook(settings);
  // Nobody reads a page in another language first; without a network it is English.
  const spoken = speak(languageOf(settings.get('language'))).catch(() => undefined);
  const [producer] = await Promise.all([claimProducer(), spoken]);
  followLanguage(settings);
  target.replaceChildren();
  mount(App, { target, props: { producer, settings } });
  await startServiceWorker();
}

void start();
