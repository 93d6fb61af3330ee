//! Words of the activity.

messages! {
    activity_description: "Every write that was made from this browser: when, by which connection, whom it was about, and what came of it.", "从此浏览器发出的每一次写操作：时间、连接、对象和结果。";
    activity_table: "Writes", "写操作";
    activity_empty: "Nothing was written from this browser yet", "尚未从此浏览器写入任何内容";
    activity_empty_body: "Whatever is created, changed or deleted here is recorded, never a password.", "在此创建、修改或删除的内容都会记录，密码除外。";
    activity_no_match: "No write matches", "没有匹配的写操作";
    activity_when: "When", "时间";
    activity_connection: "Connection", "连接";
    activity_operation: "Operation", "操作";
    activity_targets: "Whom", "对象";
    activity_result: "Result", "结果";
    activity_vendor_words: "The vendor's words", "厂商原文";
    activity_entry: "Entry", "记录序号";
    activity_hash: "Hash", "哈希";
    activity_ids: "Request id", "请求标识";
    activity_and_more(names: &str, count: usize): "{names} and {count} more", "{names} 等，另有 {count} 个";
    activity_names_separator: ", ", "、";
    activity_open: "No answer recorded", "未记录到响应";
    activity_succeeded: "Succeeded", "成功";
    activity_failed: "Failed", "失败";
    activity_unknown: "Unknown", "结果未知";
    activity_all_vendors: "All vendors", "全部厂商";
    activity_all_connections: "All connections", "全部连接";
    activity_all_operations: "All operations", "全部操作";
    activity_all_results: "All results", "全部结果";
    activity_any_time: "Any time", "全部时间";
    activity_today: "Last 24 hours", "最近 24 小时";
    activity_week: "Last 7 days", "最近 7 天";
    activity_month: "Last 30 days", "最近 30 天";
    activity_time: "Time", "时间范围";
    activity_search: "Find an account or an id", "查找账号或标识";
    activity_verify: "Verify", "校验";
    activity_verifying: "Checking every entry", "正在逐条校验";
    activity_whole(count: u64): "The record is whole: 1 entry, none changed, none missing." | "The record is whole: {count} entries, none changed, none missing.", "记录完整：共 {count} 条，未被修改，也无缺失。";
    activity_changed(number: u64): "The record was changed: entry {number} does not follow from those before it.", "记录被修改：第 {number} 条与之前的内容不符。";
    activity_missing(number: u64): "The record has a hole: entry {number} is missing.", "记录有缺失：缺少第 {number} 条。";
    activity_cut(count: u64): "The record was cut: there were {count} entries.", "记录被截断：原有 {count} 条。";
    activity_broken_body: "Whoever can open this browser's storage can change it. Compare with the gateway's own trail.", "能打开此浏览器存储的人都可以修改记录，请与网关的审计记录核对。";
    activity_unreadable(count: u32): "1 entry cannot be read" | "{count} entries cannot be read", "{count} 条记录无法读取";
    activity_waiting(count: usize): "1 entry is in memory only: the browser's storage does not take it" | "{count} entries are in memory only: the browser's storage does not take them", "{count} 条记录仅在内存中：浏览器存储无法写入";
    activity_storage_failed: "The browser's storage does not give the record out", "浏览器存储未能读出记录";
}
