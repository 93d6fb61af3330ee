//! Words of the overview.

messages! {
    overview_description: "What each vendor answers right now.", "各厂商当前的状态。";
    overview_check_all: "Check all", "全部检查";
    overview_accounts: "accounts", "个账号";
    overview_known_accounts: "accounts in this browser's ledger", "个账号（本浏览器台账）";
    overview_apps: "apps in your list", "个应用（自建列表）";
    overview_no_answer: "No answer", "无响应";
    overview_low_quotas: "Quotas that run low", "即将用尽的配额";
    overview_low_quotas_of(name: &str): "Quotas that run low: {name}", "即将用尽的配额：{name}";
    overview_low_quotas_note: "T12 apps with at most 10 users or test users left.", "正式用户或测试用户剩余不超过 10 个的 T12 应用。";
    overview_no_low_quotas: "Every app has more than 10 left.", "所有应用的余量均大于 10。";
    overview_app: "App", "应用";
    overview_users: "Users left", "剩余正式用户";
    overview_testers: "Test users left", "剩余测试用户";
    overview_reading_quotas(done: usize, total: usize): "Reading quotas, {done} of {total}", "正在读取配额 {done}/{total}";
    overview_unread(count: usize): "1 app could not be read." | "{count} apps could not be read.", "{count} 个应用未能读取。";
    overview_start_here: "Start here", "从这里开始";
    overview_find_user: "Find a BitAnswer user", "查找 BitAnswer 用户";
    overview_edit_quota: "Edit a T12 quota", "修改 T12 配额";
    overview_check_connections: "Check connections", "检查连接";
}
