//! Words of the ShareCreators page.

messages! {
    sharecreators_title: "ShareCreators accounts", "ShareCreators 账号";
}
