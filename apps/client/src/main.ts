import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { claimProducer } from './producer.ts';

const target = document.querySelector('#app');
if (!target) throw new Error('index.html has no element with the id app');
const producer = await claimProducer();
mount(App, { target, props: { producer } });

// Pages without https have no service worker; in development it would stand in the way of reloading.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  navigator.serviceWorker.register('/sw.js').catch(() => {
    // Without it the page needs the network to open, and works otherwise.
  });
}
