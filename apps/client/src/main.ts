import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { claimProducer } from './producer.ts';
import { startServiceWorker } from './service-worker.ts';

const target = document.querySelector('#app');
if (!target) throw new Error('index.html has no element with the id app');
const producer = await claimProducer();
mount(App, { target, props: { producer } });
void startServiceWorker();
