//! Words about lists of users that the browser keeps between visits.

messages! {
    kept_list_full: "The browser has no space left to keep the list. It goes on without; free some space or turn this off.", "浏览器空间不足，无法保存列表。控制台会继续工作；请释放空间或关闭此选项。";
    kept_list_unavailable: "The browser does not keep data for this page, such as in a private window. The list is read from the vendor each time.", "浏览器不为本页面保存数据（例如无痕窗口），每次都会从厂商读取列表。";
    kept_list_newer: "A later version of this console keeps a list here. Reload the page to get that version.", "此处的列表由更新版本的控制台保存。请刷新页面以使用新版本。";
    kept_list_locked: "The vault is locked: the kept list is not shown, and none is kept. Unlock the vault to use it.", "保险库已锁定：不显示已保存的列表，也不会保存。请先解锁保险库。";
    kept_list_damaged: "The kept list was not as it was written, and was removed. The list is read from the vendor.", "已保存的列表与写入时不一致，已被删除。正在从厂商重新读取。";
    kept_list_withdrawn: "The list is no longer to be kept, or another tab has kept a newer one.", "列表已不再需要保存，或其他标签页已保存了更新的列表。";
}
