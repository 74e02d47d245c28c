"""Addresses of what stations do besides reception days: activities, brands, lists of words."""

from django.urls import path

from stations.views import activities, contacts, frequency, labels, observations

urlpatterns = [
    path("stations/activities/", activities.ActivityList.as_view(), name="activities"),
    path("stations/activities/new/", activities.new_activity, name="activity_new"),
    path("stations/activities/<int:pk>/", activities.activity_page, name="activity"),
    path("stations/activities/<int:pk>/edit/", activities.edit_activity, name="activity_edit"),
    path("stations/activities/<int:pk>/drop/", activities.drop_activity, name="activity_drop"),
    path("stations/activities/<int:pk>/photo/", activities.add_photo, name="activity_photo"),
    path("stations/activities/photos/<int:pk>/", activities.activity_photo, name="activity_photo_file"),
    path("stations/brands/", labels.BrandList.as_view(), name="brands"),
    path("stations/brands/new/", labels.new_brand, name="brand_new"),
    path("stations/brands/<int:pk>/", labels.brand_page, name="brand"),
    path("stations/brands/<int:pk>/edit/", labels.edit_brand, name="brand_edit"),
    path("stations/labels/", labels.labels, name="labels"),
    path("stations/labels/<slug:sort>/own/", labels.own_labels, name="labels_own"),
    path("stations/labels/<slug:sort>/new/", labels.edit_label, name="label_new"),
    path("stations/labels/words/<int:pk>/", labels.edit_label, name="label_edit"),
    path("stations/contacts/", contacts.ContactList.as_view(), name="contacts"),
    path("stations/contacts/new/", contacts.new_contact, name="contact_new"),
    path("stations/contacts/deputies/", contacts.ContactCounts.as_view(), name="contact_counts"),
    path("stations/contacts/<int:pk>/", contacts.edit_contact, name="contact"),
    path("stations/frequency/", frequency.frequency, name="frequency"),
    path("stations/frequency/new/", frequency.edit_rule, name="frequency_new"),
    path("stations/frequency/<int:pk>/", frequency.standings, name="often"),
    path("stations/frequency/<int:pk>/edit/", frequency.edit_rule, name="frequency_edit"),
    path("stations/observations/", observations.ObservationList.as_view(), name="observations"),
    path("stations/observations/new/", observations.new_observation, name="observation_new"),
    path("stations/observations/<int:pk>/", observations.observation_page, name="observation"),
    path("stations/observations/<int:pk>/edit/", observations.edit_observation, name="observation_edit"),
]
