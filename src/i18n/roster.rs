//! Words of a table that holds every account, and of everything around it.

use super::Name;

messages! {
    roster_how: "How the list is read", "列表方式";
    roster_by_page: "By page", "按页查看";
    roster_everybody: "All accounts", "全部账号";
    roster_filter: "Filter all accounts", "筛选全部账号";
    roster_any_state: "All", "全部";
    roster_state_counted(state: &str, count: &str): "{state} {count}", "{state} {count}";
    roster_state_label: "Status", "状态";
    roster_shown(shown: &str, all: &str): "{shown} of {all} accounts", "共 {all} 个账号，显示 {shown} 个";
    roster_all_shown(all: &str): "{all} accounts", "共 {all} 个账号";
    roster_selected(count: &str): "{count} selected", "已选 {count} 个";
    roster_selected_elsewhere(count: &str): "{count} of them not shown", "其中 {count} 个未显示";
    roster_select_all: "Select everybody who is shown", "全选当前显示的账号";
    roster_row_menu: "Actions", "操作";
    roster_columns: "Columns", "列";
    roster_reset_columns: "All columns as at first", "恢复默认列";
    roster_pin: "Keep in sight", "固定此列";
    roster_unpin: "Let it scroll", "取消固定";
    roster_move_to_start: "Move to the left", "左移";
    roster_move_to_end: "Move to the right", "右移";
    roster_fit: "Fit to what is shown", "适应内容宽度";
    roster_hide: "Hide", "隐藏";
    roster_resize: "Width of {name}", "{name} 的列宽";

    roster_reading(seen: &str, total: &str): "Read {seen} of {total}", "已读取 {seen}/{total}";
    roster_reading_unknown(seen: &str): "Read {seen}", "已读取 {seen}";
    roster_rate(rate: &str): "{rate} a second", "每秒 {rate} 个";
    roster_waits(seconds: u32): "waiting {seconds} s", "等待 {seconds} 秒";
    roster_uncertain: "The list kept changing while it was read: accounts may be missing. Read it again to be sure.", "读取期间列表不断变化，可能有遗漏，请重新读取以确认。";
    roster_stop: "Stop", "停止";
    roster_resume: "Continue", "继续读取";
    roster_stopped(seen: &str): "Stopped after {seen} accounts. Filter, order and selection are about these only.", "已停止，只读取了 {seen} 个账号；筛选、排序和选择仅针对这些账号。";
    roster_stopped_between(seen: &str): "Stopped: {seen} accounts were read again, the others are older.", "已停止：{seen} 个账号已更新，其余为较早的数据。";
    roster_stopped_before: "Stopped: all that is shown is older.", "已停止，显示的是较早的数据。";
    roster_missing(count: &str): "The list kept changing while it was read: up to {count} accounts may be missing. Read it again for the rest.", "读取期间列表不断变化，可能遗漏最多 {count} 个账号，请重新读取。";
    roster_contradicted: "The vendor's total does not fit the list that it gave: accounts may be missing.", "厂商给出的总数与其返回的列表不符，可能有遗漏。";
    roster_fewer_came(count: usize): "The vendor gave 1 account less than it says there are: it may be missing here." | "The vendor gave {count} accounts less than it says there are: they may be missing here.", "厂商返回的账号比其给出的总数少 {count} 个，可能有遗漏。";
    roster_joined(count: usize): "The vendor gave 1 account whose login another account has as well. The table shows one account for each login." | "The vendor gave {count} accounts whose login another account has as well. The table shows one account for each login.", "厂商返回的账号中有 {count} 个与其他账号的账号名相同，表格中每个账号名只显示一个。";
    roster_as_of(age: &str): "As of {age}", "数据时间：{age}";
    roster_just_now: "just now", "刚刚";
    roster_minutes_ago(count: usize): "1 minute ago" | "{count} minutes ago", "{count} 分钟前";
    roster_hours_ago(count: usize): "1 hour ago" | "{count} hours ago", "{count} 小时前";
    roster_days_ago(count: usize): "1 day ago" | "{count} days ago", "{count} 天前";
    roster_refresh: "Read again", "重新读取";
    roster_keep: "Keep the list in this browser", "在此浏览器中保存列表";
    roster_keep_what: "What is kept", "保存哪些内容";
    roster_keep_hint: "Account names, display names, ids, dates and status: no passwords. Encrypted while the vault is used.", "包括账号、用户名、编号、注册时间和状态，不含密码；使用保险库时会加密保存。";
    roster_not_kept: "The list could not be kept in this browser", "列表未能保存到此浏览器";

    roster_nobody: "There are no accounts yet", "还没有账号";
    roster_nobody_matches: "No account matches", "没有匹配的账号";
    roster_nobody_matches_body: "Change the filter, or clear it.", "请修改或清除筛选条件。";
    roster_clear_filter: "Clear the filter", "清除筛选";

    roster_view: "View", "视图";
    roster_views: "Saved views", "已保存的视图";
    roster_save_view: "Save this view…", "保存当前视图…";
    roster_replace_view(name: &str): "Replace the view “{name}”", "替换视图“{name}”";
    roster_view_name: "Name of the view", "视图名称";
    roster_view_saved(name: &str): "View “{name}” saved", "视图“{name}”已保存";
    roster_view_removed(name: &str): "View “{name}” removed", "视图“{name}”已删除";
    roster_view_not_kept: "The browser did not keep the view: its storage is full or switched off.", "浏览器未能保存视图：存储空间已满或被禁用。";
    roster_remove_view(name: &str): "Remove “{name}”", "删除“{name}”";
    roster_no_views: "No views saved yet", "还没有保存的视图";

    roster_export: "Export", "导出";
    roster_export_shown(count: &str): "Export {count} accounts", "导出 {count} 个账号";
    roster_exported(count: &str): "{count} accounts exported", "已导出 {count} 个账号";
    roster_export_selected(count: &str): "Export the {count} selected that are shown", "导出当前显示中已选的 {count} 个账号";
    roster_export_failed: "The file was not made", "文件未生成";
    roster_export_failed_body: "The list changed meanwhile, or the browser refused. Try again.", "导出期间列表有变化，或浏览器拒绝了下载，请重试。";
    roster_copied(count: &str): "{count} rows copied", "已复制 {count} 行";
    roster_copied_cell: "Cell copied", "已复制单元格";
    roster_not_copied: "The browser did not allow copying", "浏览器不允许复制";

    roster_copy_selected(count: &str): "Copy the {count} selected that are shown", "复制当前显示中已选的 {count} 个账号";

    roster_initials: "Find Chinese names by their pinyin initials too: zs finds 张三", "按拼音首字母查找姓名：zs 可找到张三";
    roster_no_initials: "This browser does not know the order of Chinese characters by sound, which the initials are taken from.", "此浏览器不支持按拼音排序，无法按首字母查找。";

    roster_conditions: "Conditions of the filter", "筛选条件";
    roster_remove_condition(condition: &str): "Remove the condition: {condition}", "去掉条件：{condition}";
    roster_condition_or: "or", "或";
    roster_condition_and: " and ", " 且 ";
    roster_condition_not(condition: &str): "not: {condition}", "排除：{condition}";
    roster_condition_word(text: &str): "“{text}”", "“{text}”";
    roster_condition_contains(column: Name<'_>, text: &str): "{column} contains “{text}”", "{column:<}包含“{text}”";
    roster_condition_is(column: &str, text: &str): "{column}: “{text}”", "{column}：“{text}”";
    roster_condition_begins(column: Name<'_>, text: &str): "{column} begins with “{text}”", "{column:<}以“{text}”开头";
    roster_condition_ends(column: Name<'_>, text: &str): "{column} ends with “{text}”", "{column:<}以“{text}”结尾";
    roster_condition_like(column: Name<'_>, text: &str): "{column} is like “{text}”", "{column:<}形如“{text}”";
    roster_condition_empty(column: Name<'_>): "{column} is empty", "{column:<}为空";
    roster_doubt_column(part: &str): "There is no such column: {part} is looked for as text.", "没有这一列，{part} 按普通文字查找。";
    roster_doubt_number(part: &str): "{part} compares with something that is no number: nothing matches it.", "{part} 比较的不是数字，不会有匹配。";
    roster_doubt_date(part: &str): "{part} has no valid date (such as 2024-01-31): it is compared as text.", "{part} 中没有有效日期（如 2024-01-31），按文字比较。";
    roster_doubt_value(part: &str): "{part} fits no value of its column.", "{part}：此列没有这样的值。";
    roster_doubt_quotation: "A quotation mark is not closed: all that follows belongs to the quotation.", "引号没有闭合，其后的内容都算在引号内。";
    roster_doubt_unfinished(part: &str): "{part} is not finished and counts for nothing. There must be no space behind a colon or a minus sign.", "{part} 还没有写完，暂不起作用；冒号和减号后不要加空格。";

    roster_outdated: "A job has changed accounts since this list was read", "读取此列表后，有批量任务更改了账号";

    roster_help: "How to filter", "筛选语法";
    roster_find: "Find in the table", "在表格中查找";
    roster_find_place(place: &str, all: &str): "{place} of {all}", "第 {place} 处，共 {all} 处";
    roster_find_nothing: "Not found", "未找到";
    roster_find_looking: "Looking…", "查找中…";
    roster_find_next: "Next (Enter)", "下一处（Enter）";
    roster_find_previous: "Previous (Shift+Enter)", "上一处（Shift+Enter）";
    roster_help_find: "Ctrl+F finds a text in the table without hiding the other accounts.", "按 Ctrl+F 可在表格中查找，不隐藏其他账号。";
    roster_help_words: "accounts with both words", "同时包含两个词的账号";
    roster_help_exact: "exactly this, space included", "完整匹配，含空格";
    roster_help_not: "without this word", "不包含该词";
    roster_help_column: "a word in one column", "仅在某一列中查找";
    roster_help_begins: "begins with; *x ends with", "以此开头；*x 表示以此结尾";
    roster_help_dates: "after that; < for before, >= with it", "晚于此日期；< 表示早于，>= 表示含该日期";
    roster_help_either: "either", "满足其一";
    roster_help_empty: "accounts without a display name", "没有用户名的账号";
    roster_help_columns(names: &str): "Columns: {names}", "列名：{names}";
}
