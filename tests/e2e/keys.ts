// The console without a mouse: every stop of the keyboard has to be seen, and what has the focus has to be there.

import { type Locator, type Page, expect } from "@playwright/test";

/** What has the focus, and whether somebody who looks can tell. */
interface Stop {
  what: string;
  /** Nothing has it: what had it is gone. */
  isLost: boolean;
  isSeen: boolean;
}

/** Somebody who has a keyboard only. Nothing here presses, points or moves the focus in another way. */
export class Keys {
  constructor(private readonly page: Page) {}

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  /** Goes to something by Tab, or by another key, and looks at every stop on the way. */
  async to(target: Locator, key = "Tab", most = 120): Promise<void> {
    await expect(target).toBeVisible();
    const passed: string[] = [];
    for (let stops = 0; stops < most; stops++) {
      if (await target.evaluate((element) => element === document.activeElement)) {
        await this.seen();
        return;
      }
      await this.press(key);
      const stop = await this.stop();
      passed.push(stop.what);
      expect(stop.isLost || stop.isSeen, `the focus can be seen on ${stop.what}`).toBe(true);
    }
    throw new Error(`${String(target)} is not reached by ${key}; stops: ${passed.join(" · ")}`);
  }

  /** Goes there and presses Enter. */
  async enter(target: Locator, key = "Tab"): Promise<void> {
    await this.to(target, key);
    await this.press("Enter");
  }

  /** Goes to a field and types in it. */
  async fill(target: Locator, text: string): Promise<void> {
    await this.to(target);
    await this.press("ControlOrMeta+a");
    await this.type(text);
    await expect(target).toHaveValue(text);
  }

  /** Goes to a page or runs a command by the palette. */
  async command(text: string): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
    await this.press("Control+k");
    const palette = this.page.getByRole("dialog", { name: /^(命令面板|Command palette)$/ });
    await expect(palette.getByRole("combobox")).toBeFocused();
    await this.type(text);
    await expect(palette.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
    await this.press("Enter");
    await expect(palette).toBeHidden();
  }

  /** Opens the menu that a button has, and chooses from it. */
  async choose(menu: Locator, item: string | RegExp): Promise<void> {
    await this.enter(menu);
    await this.to(this.page.getByRole("menuitem", { name: item }), "ArrowDown");
    await this.press("Enter");
  }

  /** Something has the focus, and it can be told what. */
  async seen(): Promise<void> {
    await expect.poll(async () => this.stop(), "what has the focus is there and can be seen").toMatchObject({
      isLost: false,
      isSeen: true,
    });
  }

  private stop(): Promise<Stop> {
    return this.page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) {
        return { what: "nothing", isLost: true, isSeen: false };
      }
      const outlined = (element: Element) =>
        ["", "::before", "::after"].some((part) => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element, part || null);
          return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || (boxShadow !== "none" && element.matches("input, select, textarea"));
        });
      // A field may be marked by its frame, a choice by its label, and a grid by its active cell.
      const active = document.getElementById(focused.getAttribute("aria-activedescendant") ?? "");
      const places = [focused, focused.parentElement, focused.nextElementSibling, focused.closest("label"), active];
      const isMarked = places.some((place) => place !== null && outlined(place));
      // A heading or a region that the focus was led to is no control.
      const isLed = focused.getAttribute("tabindex") === "-1";
      const box = (active ?? focused).getBoundingClientRect();
      const isInside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
      const name = focused.getAttribute("aria-label") ?? focused.textContent?.trim().slice(0, 30) ?? "";
      return {
        what: `${focused.tagName.toLowerCase()}.${focused.className} “${name}”`,
        isLost: false,
        isSeen: isLed || (focused.matches(":focus-visible") && isMarked && isInside),
      };
    });
  }
}
