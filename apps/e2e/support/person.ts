import { expect, type BrowserContext, type Locator, type Page } from '@playwright/test';

/** A page waits at most 30 s from one try of its connection to the next (`backoff` in libs/sdk). */
export const LONGEST_WAIT_MS = 40_000;

/** A person in front of a browser of their own. Finds everything by the names that people rely on. */
export class Person {
  readonly name: string;
  readonly page: Page;
  readonly context: BrowserContext;

  constructor({ name, page, context }: { name: string; page: Page; context: BrowserContext }) {
    this.name = name;
    this.page = page;
    this.context = context;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  get messages(): Locator {
    return this.page.getByRole('log', { name: 'Messages' });
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Message' });
  }

  get members(): Locator {
    return this.page.getByRole('list', { name: 'Members' }).getByRole('listitem');
  }

  get callStatus(): Locator {
    return this.page.getByRole('region', { name: 'Call' }).getByRole('status');
  }

  /** A sentence on the page itself, not the one for screen readers. */
  news(sentence: string): Locator {
    return this.page.getByRole('main').getByText(sentence);
  }

  /** A sentence that a screen reader says at once. */
  alert(sentence: string): Locator {
    return this.page.getByRole('alert').filter({ hasText: sentence });
  }

  /** Opens an address and says who one is. */
  async introduce(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.getByLabel('Your name').fill(this.name);
    await this.button('Continue').click();
  }

  /** Creates a room from the start page and gives the link that Copy puts on the clipboard. */
  async createRoom(origin: string): Promise<string> {
    await this.introduce(origin);
    return this.createRoomFromHome();
  }

  async createRoomFromHome(): Promise<string> {
    await this.button('Create room').click();
    await expect(this.composer).toBeVisible();
    await this.button('Copy link').click();
    const copied = () => this.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toBe(this.page.url());
    return copied();
  }

  async join(link: string): Promise<void> {
    await this.introduce(link);
    await expect(this.composer).toBeVisible();
  }

  /**
   * Waits for what is loaded after the chat: it takes keys, offers Retry, tells of a newer page. Without a network it would
   * not come any more. A part is there, with all that it needs, when what it draws is: the regions for what a screen reader
   * hears of the conversation, and of a newer page.
   */
  async hasAllParts(): Promise<void> {
    const { page } = this;
    await expect(page.getByRole('main').locator('div[aria-live="polite"]')).toBeAttached();
    await expect(
      page.locator('xpath=//header/preceding-sibling::div[@role="status"]'),
    ).toBeAttached();
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Writes several in one moment: what is one burst to others does not depend on how busy this machine is. */
  async saysAtOnce(...texts: string[]): Promise<void> {
    await this.composer.evaluate((field: HTMLTextAreaElement, all) => {
      for (const text of all) {
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        const enter = { key: 'Enter', bubbles: true, cancelable: true };
        field.dispatchEvent(new KeyboardEvent('keydown', enter));
        field.value = '';
      }
    }, texts);
  }

  /** Waits as long as it may take until either side has a connection again. */
  async reads(...texts: string[]): Promise<void> {
    for (const text of texts) {
      await expect(this.messages.getByText(text, { exact: true })).toBeVisible({
        timeout: LONGEST_WAIT_MS,
      });
    }
  }

  /** The texts of all messages on the screen, from the oldest to the newest. */
  async texts(): Promise<string[]> {
    return this.messages.locator('article .text').allInnerTexts();
  }

  async calls(other: string): Promise<void> {
    await this.button(`Call ${other}`).click();
  }

  /** Opens the actions of the message with this text and chooses one. */
  async acts(text: string, action: string): Promise<void> {
    const message = this.messages.locator('article').filter({ hasText: text });
    await message.hover();
    await message.getByRole('button', { name: 'Message actions' }).click();
    const menu = this.page.getByRole('group', { name: 'Message actions' });
    await menu.getByRole('button', { name: action }).click();
    if (action === 'Delete') await menu.getByRole('button', { name: 'for everyone?' }).click();
  }
}
