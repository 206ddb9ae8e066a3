//! `GET /v2/transcript`: pages and filters.

use serde_json::{Value, json};

use crate::support::{Api, refusal};

/// Creates so many jobs and returns their ids, newest first.
async fn jobs(api: &Api, count: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for index in 0..count {
        let url = format!("https://files.example/{index}.mp3");
        ids.insert(0, api.create(&json!({ "audio_url": url })).await);
    }
    ids
}

fn ids(page: &Value) -> Vec<&str> {
    let list = page["transcripts"].as_array().unwrap();
    list.iter().map(|item| item["id"].as_str().unwrap()).collect()
}

/// The path and query of a link, for our own client.
fn path(link: &Value) -> &str {
    let link = link.as_str().unwrap();
    &link[link.find("/v2/").unwrap()..]
}

#[tokio::test]
async fn the_newest_ten_come_first() {
    let api = Api::start().await;
    let all = jobs(&api, 12).await;
    let page = api.json("/v2/transcript").await;
    assert_eq!(ids(&page), all[..10]);
    assert_eq!(page["page_details"]["limit"], 10);
    assert_eq!(page["page_details"]["result_count"], 10);
}

#[tokio::test]
async fn previous_is_older_and_next_is_newer() {
    let api = Api::start().await;
    let all = jobs(&api, 7).await;
    let mut page = api.json("/v2/transcript?limit=3").await;
    let mut seen: Vec<String> = ids(&page).iter().map(|id| (*id).to_owned()).collect();
    while !page["page_details"]["prev_url"].is_null() {
        page = api.json(path(&page["page_details"]["prev_url"])).await;
        seen.extend(ids(&page).iter().map(|id| (*id).to_owned()));
    }
    assert_eq!(seen, all, "every transcript once, in order");
    // Back up from the oldest page: the three that are just newer.
    let page = api.json(path(&page["page_details"]["next_url"])).await;
    assert_eq!(ids(&page), all[3..6]);
}

#[tokio::test]
async fn the_newest_page_has_nothing_newer() {
    let api = Api::start().await;
    jobs(&api, 2).await;
    let page = api.json("/v2/transcript").await;
    let newer = api.json(path(&page["page_details"]["next_url"])).await;
    assert_eq!(ids(&newer), [""; 0]);
    assert_eq!(newer["page_details"]["next_url"], Value::Null);
}

#[tokio::test]
async fn an_item_says_where_and_when() {
    let api = Api::start().await;
    let id = jobs(&api, 1).await.remove(0);
    let waiting = api.json("/v2/transcript").await["transcripts"][0].clone();
    assert_eq!(waiting["status"], "queued", "listing is not polling");
    assert_eq!(waiting["completed"], Value::Null);
    api.finish(&id).await;
    let item = api.json("/v2/transcript").await["transcripts"][0].clone();
    assert_eq!(item["resource_url"], format!("{}/v2/transcript/{id}", api.base).as_str());
    assert_eq!(item["audio_url"], "https://files.example/0.mp3");
    assert_eq!(item["status"], "error");
    assert!(item["error"].as_str().unwrap().starts_with("Download error"));
    let (created, completed) = (item["created"].as_str().unwrap(), &item["completed"]);
    assert_eq!(created.len(), "2026-11-22T08:15:30.123456Z".len());
    assert!(completed.as_str().unwrap() >= created);
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let api = Api::start().await;
    let all = jobs(&api, 2).await;
    api.finish(&all[0]).await;
    assert_eq!(ids(&api.json("/v2/transcript?status=error").await), all[..1]);
    assert_eq!(ids(&api.json("/v2/transcript?status=queued").await), all[1..]);
    assert_eq!(ids(&api.json("/v2/transcript?created_on=2001-01-01").await), [""; 0]);
    let today = api.json("/v2/transcript").await["transcripts"][0]["created"].clone();
    let today = &today.as_str().unwrap()[..10];
    assert_eq!(ids(&api.json(&format!("/v2/transcript?created_on={today}")).await), all);
    assert_eq!(ids(&api.json("/v2/transcript?throttled_only=true").await), [""; 0]);
}

#[tokio::test]
async fn senseless_filters_are_refused() {
    let api = Api::start().await;
    for query in
        ["limit=0", "limit=201", "limit=x", "status=done", "created_on=today", "colour=red"]
    {
        let response = api.get(&format!("/v2/transcript?{query}")).await;
        assert_eq!(refusal(response).await.0, 400, "{query}");
    }
    let response = api.get("/v2/transcript?before_id=nothing").await;
    assert_eq!(refusal(response).await.0, 400);
    assert_eq!(api.get("/v2/transcript?limit=200").await.status(), 200);
}
