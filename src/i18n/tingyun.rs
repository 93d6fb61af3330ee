//! Words of the Tingyun page.

messages! {
    tingyun_description: "Every user of the account, read only: the vendor documents no call that changes one.", "账号下的全部用户，只读：厂商没有提供修改用户的接口。";
    tingyun_table: "Users at Tingyun Network", "听云 Network 用户";
    tingyun_filter: "Filter users", "筛选用户";
    tingyun_matching(matching: usize, total: usize): "{matching} of {total}", "{matching} / {total}";
    tingyun_answered(time: &str): "The vendor’s list of {time}", "厂商返回时间：{time}";
    tingyun_time_assumed: "Taken for Asia/Shanghai time: the vendor names no time zone.", "按 Asia/Shanghai 时区理解：厂商未说明时区。";
    tingyun_zone_assumed: "(Asia/Shanghai assumed)", "（按 Asia/Shanghai）";
    tingyun_inferred_note: "Status is inferred (1 active, 0 inactive), because the vendor does not document it. Times are taken for Asia/Shanghai.", "状态为推断（1 = 启用，0 = 停用），厂商文档未说明其含义；时间按 Asia/Shanghai 时区理解。";
    tingyun_id: "User id", "用户编号";
    tingyun_code: "Login", "登录代码";
    tingyun_user_name: "Name", "用户名称";
    tingyun_email: "E-mail", "邮箱";
    tingyun_mobile: "Mobile", "手机";
    tingyun_phone: "Phone", "电话";
    tingyun_type: "Type", "用户类型";
    tingyun_status: "Status (inferred)", "状态（推断）";
    tingyun_plans: "Plan ids", "套餐编号";
    tingyun_created: "Created", "创建时间";
    tingyun_tasks: "Task ids", "任务编号";
    tingyun_task_creator: "Task change creator", "任务变更创建者";
    tingyun_new_task_view: "New task view", "新任务视图";
    tingyun_new_create: "New create", "新建标记";
    tingyun_task_manager: "Task manager", "任务管理账号";
    tingyun_report_viewer: "Report viewer", "报表查看账号";
    tingyun_unknown(value: &str): "unknown ({value})", "未知 ({value})";
    tingyun_active: "Active", "启用";
    tingyun_inactive: "Inactive", "停用";
    tingyun_status_hint: "Inferred from the row’s status value: the vendor does not document what it means.", "根据该行的 status 值推断：厂商文档未说明其含义。";
    tingyun_undocumented: "The vendor sends these fields without documenting them.", "以下字段由厂商返回，但文档未作说明。";
    tingyun_undocumented_heading: "Undocumented", "文档未说明";
    tingyun_no_users: "This account has no users", "该账号下没有用户";
    tingyun_no_match: "No user matches", "没有匹配的用户";
    tingyun_help_empty: "users without an e-mail address", "没有邮箱的用户";
    tingyun_not_in_list: "This user is not in the list", "列表中没有该用户";
    tingyun_not_in_list_body: "It may have been deleted at the vendor since the link was made.", "该用户可能已在厂商处被删除。";
    tingyun_without_id: "no id", "无编号";
    tingyun_old_rows: "The rows below are from the last answer that came.", "下方显示的是上一次成功返回的数据。";
}
