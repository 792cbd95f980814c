import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';

const target = document.querySelector('#app');
if (!target) throw new Error('index.html has no element with the id app');
mount(App, { target });
